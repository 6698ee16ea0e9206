using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plaudit.Data;
using Plaudit.Text;

namespace Plaudit.Training;

/// <summary>Both parts of a training's data as ids, and a fingerprint that a checkpoint must find again.</summary>
internal sealed class EncodedData
{
    /// <summary>Encodes the reviews.</summary>
    /// <param name="encoder">From <see cref="Fit"/> on the same data.</param>
    /// <param name="data">The split reviews.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Gives it up.</param>
    public EncodedData(TextEncoder encoder, TrainingData data, int threads, CancellationToken cancellation)
    {
        Encoder = encoder;
        Train = new EncodedReviews(encoder, data.Train, threads, cancellation);
        Validation = new EncodedReviews(encoder, data.Validation, threads, cancellation);
        Fingerprint = Hash(Train, Validation);
    }

    public TextEncoder Encoder { get; }

    public EncodedReviews Train { get; }

    public EncodedReviews Validation { get; }

    /// <summary>A hash of all ids and labels in their order: what a resumed run must find again to reach the same weights.</summary>
    public string Fingerprint { get; }

    /// <summary>Builds the vocabulary on the training part alone.</summary>
    /// <exception cref="PlauditException">The texts hold no word.</exception>
    public static TextEncoder Fit(TextOptions options, TrainingData data, CancellationToken cancellation) =>
        TextEncoder.Fit(options, data.Train.Select(review =>
    {
        cancellation.ThrowIfCancellationRequested();
        return review.Text;
    }));

    private static string Hash(params ReadOnlySpan<EncodedReviews> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EncodedReviews part in parts)
        {
            foreach (int[] ids in part.Ids)
                hash.AppendData(MemoryMarshal.AsBytes<int>([ids.Length, .. ids]));
            hash.AppendData(MemoryMarshal.AsBytes(part.Targets.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
