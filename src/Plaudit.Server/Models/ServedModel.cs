using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Plaudit.Inference;
using Plaudit.Models;

namespace Plaudit.Server.Models;

/// <summary>A model as it serves: loaded, tried, and never changed again. A replacement is another one of these.</summary>
internal sealed class ServedModel
{
    private const int VersionDigits = 12;
    private const int MostAttempts = 20;

    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(50);

    private static readonly string[] s_trial =
    [
        "A wonderful film, moving and clever. I loved every minute of it.",
        "Dull from start to finish. I wanted my two hours back.",
        "film",
        "\u2603 zzyzzx",
        string.Concat(Enumerable.Repeat("not a good film but not a bad one either ", 60)),
    ];

    private static long s_count;

    private ServedModel(string name, ModelCard card, SentimentPredictor predictor, string version, FileStatus stamp)
    {
        Name = name;
        Card = card;
        Predictor = predictor;
        Version = version;
        Stamp = stamp;
    }

    /// <summary>What requests call it.</summary>
    public string Name { get; }

    /// <summary>What its file says of it.</summary>
    public ModelCard Card { get; }

    /// <summary>Gives the answers.</summary>
    public SentimentPredictor Predictor { get; }

    /// <summary>
    /// The first digits of the file's SHA-256: two services with the same version give the same answers, to the bit at one register width.
    /// </summary>
    public string Version { get; }

    /// <summary>When the file was written last; null where it is not a file of its own.</summary>
    public DateTimeOffset? Written => Stamp.Exists ? new DateTimeOffset(Stamp.Written) : null;

    /// <summary>The state of the file that it was read from; the default where it is not a file of its own.</summary>
    public FileStatus Stamp { get; }

    /// <summary>Its number among all models that this process has loaded, which orders models whatever their files hold.</summary>
    public long Number { get; } = Interlocked.Increment(ref s_count);

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset Loaded { get; } = DateTimeOffset.UtcNow;

    /// <summary>Loads a model and tries it. The file is read once, so that version and weights are of the same bytes.</summary>
    /// <exception cref="PlauditException">
    /// It cannot be loaded, it is not a regular file, it keeps changing while it is read, or its answers are not what answers must be. The inner
    /// exception is one of reading where trying again may help.
    /// </exception>
    public static ServedModel Load(ModelAddress address)
    {
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                string path = ModelFile.Locate(address.Path);
                FileStatus before = FileStatus.Of(path);
                // Opening a pipe would wait for its writer for good.
                if (before is { Exists: true, IsRegular: false })
                    throw new PlauditException($"cannot read the model {path}: it is a pipe or a device; expected a regular .safetensors file");
                if (TryRead(path, before, out ModelCard? card, out string version))
                    return Create(address.Name, card, version, before);
                if (attempt == MostAttempts)
                    throw Changing(path);
                Thread.Sleep(s_betweenAttempts);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read the model {address.Path}: {e.Message}", e);
        }
    }

    /// <returns>Whether the file stood still meanwhile.</returns>
    private static bool TryRead(string path, FileStatus before, [NotNullWhen(true)] out ModelCard? card, out string version)
    {
        (card, version) = (null, "");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            using var stream = new HashingStream(file);
            card = ModelCard.Read(stream, path);
            version = VersionOf(stream.Finish());
        }
        catch (Exception) when (FileStatus.Of(path) != before)
        {
            return false;
        }

        return FileStatus.Of(path) == before;
    }

    private static PlauditException Changing(string path)
    {
        string fault = $"cannot read the model {path}: it changes while it is read. Write models to another name and rename them.";
        return new PlauditException(fault, new IOException(fault));
    }

    /// <summary>Serves a predictor that a host has made.</summary>
    /// <exception cref="PlauditException">Its answers are not what answers must be.</exception>
    public static ServedModel Of(string name, SentimentPredictor predictor, string version) =>
        Create(name, new ModelCard("", "", ModelFile.PlauditVersion, predictor.Model), version, default);

    /// <summary>The model that comes with Plaudit.</summary>
    public static ServedModel Bundled(string name = BundledModel.Name)
    {
        using Stream file = BundledModel.Open();
        return Create(name, ModelCard.Read(null), VersionOf(SHA256.HashData(file)), default);
    }

    private static string VersionOf(byte[] hash) => Convert.ToHexStringLower(hash)[..VersionDigits];

    private static ServedModel Create(string name, ModelCard card, string version, FileStatus stamp)
    {
        var predictor = new SentimentPredictor(card.Model);
        Try(predictor, card.File);
        return new ServedModel(name, card, predictor, version, stamp);
    }

    /// <summary>
    /// Every answer must be a probability, and the same alone as among others. It also warms the model up: the first request waits for nothing.
    /// </summary>
    private static void Try(SentimentPredictor predictor, string file)
    {
        IReadOnlyList<Prediction> together = predictor.Predict(s_trial);
        for (int i = 0; i < s_trial.Length; i++)
        {
            if (!(together[i].Score >= 0 && together[i].Score <= 1) || predictor.Predict(s_trial[i]) != together[i])
                throw new PlauditException(
                    $"{file} fails its self-test: the score of '{s_trial[i][..Math.Min(20, s_trial[i].Length)]}' is {together[i].Score}, expected "
                    + "a probability, the same alone and among others");
        }
    }
}
