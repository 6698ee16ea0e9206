using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>A line of a ledger.</summary>
internal sealed record LedgerEvent
{
    /// <summary>The first line: what the ledger belongs to.</summary>
    public const string Begin = "begin";

    /// <summary>A trial is sent to a rung.</summary>
    public const string Start = "start";

    /// <summary>A trial finished an epoch.</summary>
    public const string EpochDone = "epoch";

    /// <summary>A trial has finished a rung.</summary>
    public const string RungDone = "rung";

    /// <summary>A trial cannot be trained; it is not tried again.</summary>
    public const string Failed = "failed";

    /// <summary>
    /// The last line of a tuning that was asked to stop, or whose time was up: when that was, and how long the trials had been at work on an epoch
    /// that is not done. Taken off again when the tuning continues.
    /// </summary>
    public const string Stop = "stop";

    /// <summary>The most trials that a tuning can have.</summary>
    public const int MostTrials = 1_000_000;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>When: seconds since the tuning began, the time between its runs not counted.</summary>
    public double At { get; init; }

    /// <summary>What the ledger belongs to; of <see cref="Begin"/>.</summary>
    public LedgerOwner? Owner { get; init; }

    public int? Trial { get; init; }

    public int? Rung { get; init; }

    /// <summary>Epochs at the end of the rung.</summary>
    public int? Epochs { get; init; }

    /// <summary>What the trial has drawn, key by key; of <see cref="Start"/>.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    public EpochResult? Result { get; init; }

    public TrialFigures? Figures { get; init; }

    public string? Error { get; init; }

    /// <summary>
    /// How long a trial was at work since its last epoch; of <see cref="Failed"/>, and of <see cref="RungDone"/> where a rung has no epochs.
    /// </summary>
    public double? Seconds { get; init; }

    /// <summary>The trials that were being trained, and how long they had been at work since their last epochs; of <see cref="Stop"/>.</summary>
    public IReadOnlyDictionary<int, double>? Running { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    public static LedgerEvent FromJson(string line)
    {
        LedgerEvent e = JsonSerializer.Deserialize<LedgerEvent>(line, s_json) ?? throw new JsonException("expected an object, found null");
        bool whole = e.Event switch
        {
            Begin => e.Owner is not null,
            Start => e is { Trial: not null, Rung: not null },
            EpochDone => e is { Trial: not null, Result: not null },
            RungDone => e is { Trial: not null, Rung: not null, Figures: not null },
            Failed => e is { Trial: not null, Error: not null },
            Stop => e.Running is not null,
            _ => throw new JsonException($"unknown event \"{e.Event}\""),
        };
        if (!whole)
            throw new JsonException($"an event \"{e.Event}\" lacks what belongs to it");
        e.Check();
        return e;
    }

    private void Check()
    {
        Recorded.Require("at", At, Recorded.LongestSeconds);
        Recorded.Require("trial", Trial ?? 0, 0, MostTrials - 1);
        Recorded.Require("rung", Rung ?? 0, 0, EpochResult.MostEpochs);
        Recorded.Require("epochs", Epochs ?? 1, 1, EpochResult.MostEpochs);
        Recorded.Require("seconds", Seconds ?? 0, Recorded.LongestSeconds);
        Result?.Check();
        if (Figures is { } figures)
        {
            Recorded.Require("loss", figures.Loss);
            Recorded.Require("accuracy", figures.Accuracy, 1);
        }

        foreach ((int trial, double seconds) in Running ?? new Dictionary<int, double>())
        {
            Recorded.Require("a trial that was running", trial, 0, MostTrials - 1);
            Recorded.Require($"the time of trial {trial}", seconds, Recorded.LongestSeconds);
        }
    }
}

/// <summary>What a ledger belongs to: only events of the same search on the same reviews may be mixed.</summary>
/// <param name="Version">Of the format: 1.</param>
/// <param name="Space">SHA-256 of the search space's document.</param>
/// <param name="Recipe">SHA-256 of the base recipe.</param>
/// <param name="Data">SHA-256 of the reviews trained and validated on.</param>
/// <param name="Seed">Of the draws.</param>
internal sealed record LedgerOwner(int Version, string Space, string Recipe, string Data, long Seed);
