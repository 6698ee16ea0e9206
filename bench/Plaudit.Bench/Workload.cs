using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>Real reviews as the notebook encodes them, and models of its three kinds, for all benchmarks alike.</summary>
internal sealed class Workload
{
    public const int BatchSize = 64;
    public const int Length = 200;

    public Workload(string data)
    {
        Reviews = ReviewData.Open(data).Train;
        Recipe recipe = Recipe("baseline");
        Encoder = TextEncoder.Fit(recipe.Text, Reviews.Select(review => review.Text));
        Padded = Encode(recipe.Text with { Pad = Side.Post, MaxLength = Length, Truncate = Side.Post });
        Ragged = Encode(recipe.Text with { Pad = null, MaxLength = 400 });

        // Reviews of at least 200 tokens where there are enough: a step's work is then 64 x 200 real tokens. Short ones are joined.
        int[][] whole = [.. Padded.Where(ids => ids[^1] != 0)];
        Batch = whole.Length >= BatchSize ? whole[..BatchSize] : Joined();
    }

    public IReadOnlyList<Review> Reviews { get; }

    public TextEncoder Encoder { get; }

    /// <summary>Every review as 200 ids, cut or padded behind.</summary>
    public int[][] Padded { get; }

    /// <summary>Every review as its own last 400 ids at most.</summary>
    public int[][] Ragged { get; }

    /// <summary>(64, 200) ids without padding.</summary>
    public int[][] Batch { get; }

    /// <summary>One of the notebook's models, with weights from its initialisers.</summary>
    public SentimentModel Model(string kind, int threads = 1) =>
        SentimentModel.Create(Recipe(kind), Encoder, seed: threads);

    public Trainer Trainer(string kind, int[][] ids, int threads)
    {
        var encoded = new EncodedReviews(ids, [.. ids.Select((_, i) => i % 2f)]);
        return new Trainer(Model(kind), encoded, encoded, heldOut: 0, threads);
    }

    public static Recipe Recipe(string kind) => Recipes.Recipe.Open($"notebook-{kind}");

    private int[][] Encode(TextOptions options)
    {
        var encoder = new TextEncoder(options, Encoder.Vocabulary);
        return [.. Reviews.Select(review => encoder.Encode(review.Text).Ids)];
    }

    private int[][] Joined()
    {
        int[] all = [.. Ragged.SelectMany(ids => ids)];
        return [.. Enumerable.Range(0, BatchSize)
            .Select(row => Enumerable.Range(0, Length).Select(t => all[((row * Length) + t) % all.Length]).ToArray())];
    }
}
