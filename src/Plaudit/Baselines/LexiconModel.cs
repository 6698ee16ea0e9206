using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>
/// Adds up the valences of the words it knows, those after a negation reversed, and divides by the square root of their number: many mild words say
/// no more than a few strong ones. Only what such a sum means, two numbers, is learned from reviews. The list travels in the model file.
/// </summary>
internal sealed class LexiconModel : BaselineModel
{
    // (words) valence, negation, intensity, 1 for the end of a clause: the columns of the file's tensor.
    private const int Columns = 4;
    private const string WordsName = "lexicon";
    private const string CalibrationName = "calibration";

    private readonly float[] _entries;
    private readonly float[] _calibration;
    private readonly int _reach;

    private LexiconModel(Recipe recipe, TextEncoder encoder, float[] entries, float[] calibration)
        : base(recipe, encoder)
    {
        _entries = entries;
        _calibration = calibration;
        _reach = ((LexiconOptions)recipe.Baseline!).NegationReach;
    }

    public override long ParameterCount => _calibration.Length;

    internal override IReadOnlyList<TensorToWrite> Tensors =>
    [
        new TensorToWrite(WordsName, [_entries.Length / Columns, Columns], () => _entries),
        new TensorToWrite(CalibrationName, [_calibration.Length], () => _calibration),
    ];

    public static LexiconModel Fit(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options)
    {
        IReadOnlyList<LexiconEntry> words = LexiconWords.All;
        float[] entries = [.. words.SelectMany(word => (float[])[word.Valence, word.Negation, word.Intensity, word.EndsClause ? 1 : 0])];
        TextEncoder encoder = BaselineText.EncoderOf(recipe, words.Select(word => word.Word));
        var model = new LexiconModel(recipe, encoder, entries, [1, 0]);
        options.Observer?.Counted(words.Count, model.ParameterCount);
        double[] sums = new double[reviews.Count];
        Parallel.For(0, sums.Length, options.Parallel, i => sums[i] = model.Sum(BaselineText.Encode(encoder, reviews[i].Text, out _)));
        var scaling = PlattScaling.Fit(sums, [.. reviews.Select(review => review.Label == Label.Positive)]);
        return new LexiconModel(recipe, encoder, entries, [(float)scaling.Slope, (float)scaling.Offset]);
    }

    public static LexiconModel Load(ModelContent content, TextEncoder encoder) => new(
        content.Recipe,
        encoder,
        content.File.Floats(WordsName, BaselineText.WordCount(encoder), Columns).ToArray(),
        content.File.Floats(CalibrationName, 2).ToArray());

    internal override ReviewScore Score(string review)
    {
        double sum = Sum(BaselineText.Encode(Encoder, review, out EncodedText encoded));
        double logit = new PlattScaling(_calibration[0], _calibration[1]).Logit(sum);
        return new ReviewScore(Sigmoid(logit), encoded.Tokens, encoded.UnknownTokens, Truncated: false) { Wordless = encoded.Wordless };
    }

    /// <summary>The sum of a review's words; above 0 for praise.</summary>
    private double Sum(ReadOnlySpan<int> words)
    {
        double sum = 0;
        int valences = 0;
        double negation = 1;
        int reach = 0;
        double intensity = 1;
        foreach (int word in words)
        {
            if (reach == 0)
                negation = 1;
            reach = Math.Max(0, reach - 1);
            if (word < 0)
            {
                intensity = 1;
                continue;
            }

            ReadOnlySpan<float> entry = _entries.AsSpan(word * Columns, Columns);
            if (entry[1] != 0)
                (negation, reach) = (negation * entry[1], _reach);
            else if (entry[2] != 0)
                intensity *= entry[2];
            else if (entry[3] != 0)
                (negation, reach, intensity) = (1, 0, 1);
            else
            {
                sum += entry[0] * negation * intensity;
                valences++;
                intensity = 1;
            }
        }

        return valences == 0 ? 0 : sum / Math.Sqrt(valences);
    }
}
