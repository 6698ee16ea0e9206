using System.Collections.Concurrent;
using Plaudit.Inference;

namespace Plaudit.Server.Metrics;

/// <summary>What a service counts.</summary>
internal sealed class ServerMetrics
{
    /// <summary>Requests by endpoint and status.</summary>
    public ConcurrentDictionary<(string Endpoint, int Status), Counter> Requests { get; } = new();

    /// <summary>Seconds from a request's head to the end of its answer, by endpoint.</summary>
    public ConcurrentDictionary<string, Histogram> Durations { get; } = new();

    /// <summary>Reviews answered, by model and label.</summary>
    public ConcurrentDictionary<(string Model, Label Label), Counter> Reviews { get; } = new();

    /// <summary>Reviews that went through a model together.</summary>
    public Histogram Groups { get; } = new(1, 2, 4, 8, 16, 32, 64, 96);

    /// <summary>Seconds that a model took for a group.</summary>
    public Histogram ModelTime { get; } = new(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1);

    /// <summary>Words that models did not know, and all words.</summary>
    public Counter UnknownTokens { get; } = new();

    /// <inheritdoc cref="UnknownTokens"/>
    public Counter Tokens { get; } = new();

    /// <summary>Model files taken over, and refused.</summary>
    public Counter Reloads { get; } = new();

    /// <inheritdoc cref="Reloads"/>
    public Counter FailedReloads { get; } = new();

    /// <summary>Reviews that wait now.</summary>
    public Func<int> Waiting { get; private set; } = () => 0;

    /// <summary>Names what tells how many reviews wait.</summary>
    public void Watch(Func<int> waiting) => Waiting = waiting;

    /// <summary>Counts a request.</summary>
    public void Answered(string endpoint, int status, TimeSpan duration)
    {
        Requests.GetOrAdd((endpoint, status), static _ => new Counter()).Add(1);
        Durations.GetOrAdd(endpoint, static _ => new Histogram(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10))
            .Observe(duration.TotalSeconds);
    }

    /// <summary>Counts a group of reviews; those without a word are not counted.</summary>
    public void Answered(string model, IReadOnlyList<Prediction?> answers, TimeSpan duration)
    {
        int positive = 0;
        int negative = 0;
        int tokens = 0;
        int unknown = 0;
        foreach (Prediction answer in answers.OfType<Prediction>())
        {
            positive += answer.Label == Label.Positive ? 1 : 0;
            negative += answer.Label == Label.Negative ? 1 : 0;
            tokens += answer.Tokens;
            unknown += answer.UnknownTokens;
        }

        if (positive + negative == 0)
            return;
        Reviews.GetOrAdd((model, Label.Positive), static _ => new Counter()).Add(positive);
        Reviews.GetOrAdd((model, Label.Negative), static _ => new Counter()).Add(negative);
        Tokens.Add(tokens);
        UnknownTokens.Add(unknown);
        Groups.Observe(positive + negative);
        ModelTime.Observe(duration.TotalSeconds);
    }

    /// <summary>Counts an attempt to replace a model.</summary>
    public void Reloaded(bool success) => (success ? Reloads : FailedReloads).Add(1);
}

/// <summary>A number that only grows.</summary>
internal sealed class Counter
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}
