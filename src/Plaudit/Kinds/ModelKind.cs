using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Kinds;

/// <summary>A kind of model: how it learns and how its file is read. A new kind is a subclass and a line in <see cref="ModelKinds"/>.</summary>
internal abstract class ModelKind
{
    /// <summary>The values of <see cref="Recipe.Kind"/> that it makes models for.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Makes the model that a file holds.</summary>
    /// <exception cref="PlauditException">The file does not hold what its recipe asks for.</exception>
    public abstract IReviewClassifier Load(ModelContent content);

    /// <summary>Trains in one of the two ways that runs and trials offer.</summary>
    /// <param name="recipe">A recipe of this kind.</param>
    /// <param name="learning">Both ways.</param>
    public abstract T Learn<T>(Recipe recipe, ILearning<T> learning);
}

/// <summary>The two ways in which models learn. Runs and trials offer both; the model's kind chooses one.</summary>
/// <typeparam name="T">What training comes to.</typeparam>
internal interface ILearning<out T>
{
    /// <summary>Epoch by epoch: can stop after any step and continue from a checkpoint.</summary>
    T InEpochs();

    /// <summary>At once, in seconds: there is no checkpoint.</summary>
    /// <param name="fit">Fits a model to reviews.</param>
    T AtOnce(Func<IReadOnlyList<Review>, FittingOptions, BaselineModel> fit);
}
