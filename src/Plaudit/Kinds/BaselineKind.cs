using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Kinds;

/// <summary>A kind of model without a network, fitted at once.</summary>
internal abstract class BaselineKind : ModelKind
{
    /// <inheritdoc/>
    public sealed override T Learn<T>(Recipe recipe, ILearning<T> learning) => learning.AtOnce((reviews, options) => Fit(recipe, reviews, options));

    /// <inheritdoc/>
    public sealed override IReviewClassifier Load(ModelContent content)
    {
        BaselineModel model = Load(content, BaselineText.EncoderOf(content));
        model.Metrics = content.Metrics;
        model.Seen = content.Seen;
        return model;
    }

    /// <summary>Fits a model. The same reviews in the same order give the same weights, whatever the number of threads.</summary>
    /// <param name="recipe">A recipe of this kind.</param>
    /// <param name="reviews">The training reviews, labelled, of both labels.</param>
    /// <param name="options">Threads and whom to tell.</param>
    /// <exception cref="ArgumentException">A review has no label.</exception>
    /// <exception cref="PlauditException">
    /// The recipe cannot be used, or the reviews cannot be learned from: one label only, too few, or no word that occurs in enough of them.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="FittingOptions.Cancellation"/> was cancelled.</exception>
    public BaselineModel Fit(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options)
    {
        if (reviews.FirstOrDefault(review => review.Label is null) is { } unlabelled)
            throw new ArgumentException($"{unlabelled.Source} has no label", nameof(reviews));
        recipe.Validate();
        int positive = reviews.Count(review => review.Label == Label.Positive);
        if (positive == 0 || positive == reviews.Count)
            throw new PlauditException(
                $"{reviews.Count} reviews with {positive} positive ones cannot be learned from: a classifier needs both labels");
        return FitChecked(recipe, reviews, options);
    }

    /// <summary>Fits a model to reviews of both labels.</summary>
    protected abstract BaselineModel FitChecked(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options);

    /// <summary>Makes the model of its tensors.</summary>
    protected abstract BaselineModel Load(ModelContent content, TextEncoder encoder);
}

/// <summary>A list of words with valences.</summary>
internal sealed class LexiconKind : BaselineKind
{
    /// <inheritdoc/>
    public override IEnumerable<string> Names => [LexiconOptions.Options.Name];

    /// <inheritdoc/>
    protected override BaselineModel FitChecked(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options) =>
        LexiconModel.Fit(recipe, reviews, options);

    /// <inheritdoc/>
    protected override BaselineModel Load(ModelContent content, TextEncoder encoder) => LexiconModel.Load(content, encoder);
}

/// <summary>Linear models on n-grams.</summary>
internal sealed class NgramKind : BaselineKind
{
    /// <inheritdoc/>
    public override IEnumerable<string> Names =>
        [NaiveBayesOptions.Options.Name, TfidfLogisticOptions.Options.Name, TfidfSvmOptions.Options.Name, NaiveBayesLogisticOptions.Options.Name];

    /// <inheritdoc/>
    protected override BaselineModel FitChecked(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options) =>
        NgramFitting.Fit(recipe, reviews, options);

    /// <inheritdoc/>
    protected override BaselineModel Load(ModelContent content, TextEncoder encoder) => NgramModel.Load(content, encoder);
}
