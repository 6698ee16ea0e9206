using Plaudit.Data;
using Plaudit.Text;

namespace Plaudit.Training;

/// <summary>Labelled reviews as ids.</summary>
internal sealed class EncodedReviews
{
    public EncodedReviews(int[][] ids, float[] targets)
    {
        Ids = ids;
        Targets = targets;
        Texts = [.. ids.Select(review => new EncodedText(review, review.Length, 0, Truncated: false))];
    }

    public EncodedReviews(TextEncoder encoder, IReadOnlyList<Review> reviews, int threads, CancellationToken cancellation = default)
    {
        Texts = new EncodedText[reviews.Count];
        Ids = new int[reviews.Count][];
        Targets = new float[reviews.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, reviews.Count, options, i =>
        {
            Texts[i] = encoder.Encode(reviews[i].Text);
            Ids[i] = Texts[i].Ids;
            Targets[i] = reviews[i].Label == Label.Positive ? 1 : 0;
        });
    }

    /// <summary>The reviews with what it took to encode them.</summary>
    public EncodedText[] Texts { get; }

    /// <summary>Token ids of each review; none empty.</summary>
    public int[][] Ids { get; }

    /// <summary>0 or 1 for each review.</summary>
    public float[] Targets { get; }

    public int Count => Ids.Length;

    /// <summary>Tokens of each review.</summary>
    public int[] Lengths => [.. Ids.Select(ids => ids.Length)];
}
