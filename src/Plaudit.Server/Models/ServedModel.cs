using System.Security.Cryptography;
using Plaudit.Inference;

namespace Plaudit.Server.Models;

/// <summary>A model as it serves: loaded, tried, and never changed again. A replacement is another one of these.</summary>
internal sealed class ServedModel
{
    private const int VersionDigits = 12;

    private static readonly string[] s_trial =
    [
        "A wonderful film, moving and clever. I loved every minute of it.",
        "Dull from start to finish. I wanted my two hours back.",
        "film",
        "\u2603 zzyzzx",
        string.Concat(Enumerable.Repeat("not a good film but not a bad one either ", 60)),
    ];

    private ServedModel(string name, ModelCard card, SentimentPredictor predictor, string version, DateTimeOffset? written)
    {
        Name = name;
        Card = card;
        Predictor = predictor;
        Version = version;
        Written = written;
    }

    /// <summary>What requests call it.</summary>
    public string Name { get; }

    /// <summary>What its file says of it.</summary>
    public ModelCard Card { get; }

    /// <summary>Gives the answers.</summary>
    public SentimentPredictor Predictor { get; }

    /// <summary>The first digits of the file's SHA-256: two services with the same version give the same answers.</summary>
    public string Version { get; }

    /// <summary>When the file was written last; null where it is not a file of its own.</summary>
    public DateTimeOffset? Written { get; }

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset Loaded { get; } = DateTimeOffset.UtcNow;

    /// <summary>Loads a model and tries it.</summary>
    /// <exception cref="PlauditException">It cannot be loaded, or its answers are not what answers must be.</exception>
    public static ServedModel Load(ModelAddress address)
    {
        try
        {
            var card = ModelCard.Read(address.Path);
            string version = VersionOf(SHA256.HashData(File.ReadAllBytes(card.File)));
            return Create(address.Name, card, version, new DateTimeOffset(File.GetLastWriteTimeUtc(card.File)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read the model {address.Path}: {e.Message}", e);
        }
    }

    /// <summary>Serves a predictor that a host has made.</summary>
    /// <exception cref="PlauditException">Its answers are not what answers must be.</exception>
    public static ServedModel Of(string name, SentimentPredictor predictor, string version) =>
        Create(name, new ModelCard("", "", Plaudit.Models.ModelFile.PlauditVersion, predictor.Model), version, null);

    /// <summary>The model that comes with Plaudit.</summary>
    public static ServedModel Bundled()
    {
        using Stream file = typeof(SentimentPredictor).Assembly.GetManifestResourceStream("bundled/model.safetensors")!;
        return Create("bundled", ModelCard.Read(null), VersionOf(SHA256.HashData(file)), null);
    }

    private static string VersionOf(byte[] hash) => Convert.ToHexStringLower(hash)[..VersionDigits];

    private static ServedModel Create(string name, ModelCard card, string version, DateTimeOffset? written)
    {
        var predictor = new SentimentPredictor(card.Model);
        Try(predictor, card.File);
        return new ServedModel(name, card, predictor, version, written);
    }

    /// <summary>Every answer must be a probability, and the same alone as among others. It also warms the model up: the first request waits for nothing.</summary>
    private static void Try(SentimentPredictor predictor, string file)
    {
        IReadOnlyList<Prediction> together = predictor.Predict(s_trial);
        for (int i = 0; i < s_trial.Length; i++)
        {
            if (!(together[i].Score >= 0 && together[i].Score <= 1) || predictor.Predict(s_trial[i]) != together[i])
                throw new PlauditException($"{file} fails its self-test: the score of '{s_trial[i][..Math.Min(20, s_trial[i].Length)]}' is {together[i].Score}, expected a probability, the same alone and among others");
        }
    }
}
