using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>
/// A recipe's network with its text encoder: layers in the recipe's order over one arena of weights.
/// Prediction is safe from many threads, each with a <see cref="Workspace"/> of its own; training is not.
/// </summary>
public sealed partial class SentimentModel : IReviewClassifier
{
    private readonly IReadOnlyList<Layer> _layers;
    private readonly Lock _prepareLock = new();
    private volatile int _preparedVersion;

    private SentimentModel(Recipe recipe, TextEncoder encoder, Action<IReadOnlyList<Parameter>>? planned)
    {
        Recipe = recipe;
        Encoder = encoder;
        _layers = LayerBuilder.BuildStack(recipe.Layers, Arena, encoder.IdCount);
        planned?.Invoke(Arena.Parameters);
        Arena.AllocateValues();
    }

    /// <summary>What it was made from.</summary>
    public Recipe Recipe { get; }

    /// <summary>How texts become ids, the same in training and prediction.</summary>
    public TextEncoder Encoder { get; }

    /// <summary>The weights, layer by layer.</summary>
    public IReadOnlyList<Parameter> Parameters => Arena.Parameters;

    /// <inheritdoc/>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Count);

    /// <inheritdoc/>
    public string? Metrics { get; internal set; }

    SeenReviews? IReviewClassifier.Seen => Seen;

    TextEncoder? IReviewClassifier.Encoder => Encoder;

    ModelSummary? IReviewClassifier.Summary => ModelSummary.Of(Recipe, Encoder.IdCount);

    /// <inheritdoc cref="IReviewClassifier.Seen"/>
    internal SeenReviews? Seen { get; set; }

    internal ParameterArena Arena { get; } = new();

    internal IReadOnlyList<Layer> Layers => _layers;

    /// <summary>A new network with weights drawn from the recipe's initialisers.</summary>
    /// <param name="recipe">The layers.</param>
    /// <param name="encoder">The encoder, its vocabulary built on the training part.</param>
    /// <param name="seed">Seed of the weights; null takes the recipe's.</param>
    /// <exception cref="PlauditException">The recipe cannot be used.</exception>
    public static SentimentModel Create(Recipe recipe, TextEncoder encoder, long? seed = null)
    {
        recipe.Validate();
        SentimentModel model = Uninitialized(recipe, encoder);
        model.Arena.Initialize(seed ?? recipe.Training.Seed);
        return model;
    }

    /// <summary>Scratch memory for one caller of <see cref="Forward(RaggedBatch, Workspace)"/>.</summary>
    public Workspace CreateWorkspace() => new(_layers);

    /// <summary>Prediction: no dropout, nothing kept for a backward pass.</summary>
    /// <param name="batch">The reviews.</param>
    /// <param name="workspace">Scratch memory of the calling thread.</param>
    /// <returns>
    /// (B) logits in the order of the batch's rows; <see cref="RaggedBatch.Order"/> says which review each is. Valid until the next call.
    /// </returns>
    public ReadOnlySpan<float> Forward(RaggedBatch batch, Workspace workspace) =>
        Forward(workspace, new Pass(batch, ThreadTeam.Single, Training: false));

    /// <inheritdoc/>
    public void Save(string path) => ModelFile.Save(this, path);

    void IReviewClassifier.UseEightBit() => UseInt8();

    /// <inheritdoc cref="IReviewClassifier.UseEightBit"/>
    internal void UseInt8()
    {
        foreach (Layer layer in _layers)
            layer.UseInt8();
        Arena.MarkChanged();
    }

    /// <summary>Rounds the weights to what its file will hold, so that figures measured from now on are those of the file.</summary>
    /// <exception cref="PlauditException">A weight is beyond the range of half precision.</exception>
    internal void RoundToStorage()
    {
        if (Recipe.Training.Storage != WeightStorage.Half)
            return;
        foreach (Parameter parameter in Parameters)
        {
            foreach (ref float value in parameter.Value)
            {
                var half = (Half)value;
                if (Half.IsInfinity(half))
                {
                    throw new PlauditException($"a weight of {parameter.Name} is {value}, beyond the range of half precision (65,504); "
                        + $"train with {Setting.OfRecipe("training.storage=full")}");
                }


                value = (float)half;
            }
        }

        Arena.MarkChanged();
    }

    /// <summary>A network whose weights are still to be read.</summary>
    /// <param name="recipe">The layers.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="planned">Called with the parameters' names and shapes before memory is taken for them.</param>
    internal static SentimentModel Uninitialized(Recipe recipe, TextEncoder encoder, Action<IReadOnlyList<Parameter>>? planned = null) =>
        new(recipe, encoder, planned);

    /// <summary>(B) logits.</summary>
    internal ReadOnlySpan<float> Forward(Workspace workspace, Pass pass)
    {
        Prepare();
        for (int i = 0; i < _layers.Count; i++)
        {
            pass.Cancellation.ThrowIfCancellationRequested();
            _layers[i].Forward(workspace.Features[i], workspace.Features[i + 1], workspace.States[i], pass);
        }

        KeepAlive(workspace, pass);
        return Column(workspace, workspace.Features[^1].Values);
    }

    /// <summary>Adds to every parameter's gradient. <paramref name="logitGradient"/>: (B), dLoss/dLogit.</summary>
    internal void Backward(Workspace workspace, ReadOnlySpan<float> logitGradient, Pass pass)
    {
        Matrix gradient = workspace.Features[^1].ResizeGradient();
        for (int row = 0; row < gradient.Rows; row++)
            gradient.RowSpan(row)[0] = logitGradient[row];
        for (int i = _layers.Count - 1; i >= 0; i--)
            _layers[i].Backward(workspace.Features[i], workspace.Features[i + 1], workspace.States[i], pass);
        KeepAlive(workspace, pass);
    }

    /// <summary>Kernels hold bare pointers: a batch that its caller has no more use for must not be collected in the middle of a pass.</summary>
    private void KeepAlive(Workspace workspace, in Pass pass)
    {
        GC.KeepAlive(this);
        GC.KeepAlive(workspace);
        GC.KeepAlive(pass.Batch);
    }

    private static ReadOnlySpan<float> Column(Workspace workspace, Matrix logits)
    {
        Span<float> column = workspace.Logits(logits.Rows);
        for (int row = 0; row < logits.Rows; row++)
            column[row] = logits.RowSpan(row)[0];
        return column;
    }

    /// <summary>Packs the weights again if they have changed.</summary>
    private void Prepare()
    {
        if (_preparedVersion == Arena.Version)
            return;
        lock (_prepareLock)
        {
            if (_preparedVersion == Arena.Version)
                return;
            // Not foreach: over the interface it allocates, and training comes here at every step.
            for (int i = 0; i < _layers.Count; i++)
                _layers[i].Prepare();
            _preparedVersion = Arena.Version;
        }
    }
}
