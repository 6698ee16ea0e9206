using System.Buffers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>
/// A linear model on n-grams: Naive Bayes, logistic regression and the support vector machine differ in how its numbers were found.
/// </summary>
internal sealed class NgramModel : BaselineModel
{
    private readonly NgramTable _table;
    private readonly NgramWeights _weights;
    private readonly bool _counted;

    public NgramModel(Recipe recipe, TextEncoder encoder, NgramTable table, NgramWeights weights)
        : base(recipe, encoder)
    {
        _table = table;
        _weights = weights;
        _counted = recipe.Baseline is not NaiveBayesLogisticOptions;
    }

    /// <summary>Makes the model that a file holds.</summary>
    /// <exception cref="PlauditException">A tensor is missing or has another shape.</exception>
    public static NgramModel Load(ModelContent content, TextEncoder encoder)
    {
        BaselineOptions options = content.Recipe.Baseline!;
        var table = NgramTable.Load(content.File, BaselineText.WordCount(encoder), NgramFitting.NgramsOf(options).Longest);
        return new NgramModel(content.Recipe, encoder, table, NgramWeights.Load(content.File, options, table.Count));
    }

    public override long ParameterCount => _weights.ParameterCount;

    internal override IReadOnlyList<TensorToWrite> Tensors => [.. _table.Tensors(), .. _weights.Tensors()];

    /// <summary>The model's numbers.</summary>
    internal NgramWeights Weights => _weights;

    /// <summary>Every n-gram as its words with a space between them, in the order of the weights.</summary>
    internal IEnumerable<string> Ngrams() => _table.All().Select(words => string.Join(' ', words.Select(word => BaselineText.WordOf(Encoder, word))));

    internal override ReviewScore Score(string review)
    {
        int[] words = BaselineText.Encode(Encoder, review, out EncodedText encoded);
        int[] numbers = ArrayPool<int>.Shared.Rent(words.Length * _table.Longest);
        float[] values = ArrayPool<float>.Shared.Rent(numbers.Length);
        int found = _table.Find(words, numbers);
        int distinct = FeatureCounts.Distinct(numbers.AsSpan(0, found), values);
        if (!_counted)
            values.AsSpan(0, distinct).Fill(1);
        double logit = _weights.Logit(numbers.AsSpan(0, distinct), values.AsSpan(0, distinct));
        ArrayPool<int>.Shared.Return(numbers);
        ArrayPool<float>.Shared.Return(values);
        return new ReviewScore(Sigmoid(logit), encoded.Tokens, encoded.UnknownTokens, Truncated: false) { Wordless = encoded.Wordless };
    }
}
