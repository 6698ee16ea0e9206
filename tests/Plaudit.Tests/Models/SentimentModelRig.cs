using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Tests.Reference;
using Plaudit.Tests.Text;
using Plaudit.Text;

namespace Plaudit.Tests.Models;

/// <summary>A network of given layers over a made-up vocabulary, with what one training step needs.</summary>
internal sealed class SentimentModelRig
{
    private readonly ThreadTeam _team;
    private readonly RaggedBatch _batch = new();
    private readonly Workspace _workspace;
    private readonly float[] _logitGradient = new float[1024];

    /// <summary>Makes the network, its weights drawn from the initialisers.</summary>
    /// <param name="layers">The recipe's list of layers, as JSON.</param>
    /// <param name="ids">V, the number of different ids.</param>
    /// <param name="team">The threads; null is the calling one alone.</param>
    /// <param name="seed">Seed of weights and dropout masks.</param>
    public SentimentModelRig(string layers, int ids, ThreadTeam? team = null, long seed = 5)
    {
        _team = team ?? ThreadTeam.Single;
        Seed = seed;
        Model = SentimentModel.Create(RecipeOf(layers), EncoderOf(ids), seed);
        Model.Arena.AllocateGradients();
        _workspace = Model.CreateWorkspace();
    }

    public SentimentModel Model { get; }

    public long Seed { get; }

    public static Recipe RecipeOf(string layers) =>
        Recipe.Parse($$"""{ "name": "test", "text": { "vocabularySize": null }, "layers": {{layers}} }""", "test");

    public static TextEncoder EncoderOf(int ids) =>
        TextPipeline.Encoder(new TextOptions { VocabularySize = null }, [.. Enumerable.Range(1, ids - 1).Select(id => $"word{id}")]);

    public Parameter Parameter(string name) => Model.Parameters.Single(parameter => parameter.Name == name);

    public void SetWeights(string name, Array values)
    {
        Span<float> target = Parameter(name).Value;
        Assert.Equal(target.Length, values.Length);
        for (int k = 0; k < target.Length; k++)
            target[k] = (float)values.Flat()[k];
        Model.Arena.MarkChanged();
    }

    public void ClearGradients() => Model.Arena.Gradients.Span.Clear();

    /// <summary>Fill, forward, loss and backward; adds to the gradients.</summary>
    /// <returns>The mean binary cross-entropy of the batch, in nats.</returns>
    public double Train(IReadOnlyList<int[]> sequences, int[] labels, ReadOnlySpan<int> rows, long step = 0)
    {
        _batch.Fill(sequences, rows);
        var pass = new Pass(_batch, _team, Training: true, Seed, step);
        ReadOnlySpan<float> logits = Model.Forward(_workspace, pass);
        double loss = 0;
        for (int row = 0; row < logits.Length; row++)
        {
            int label = labels[rows[_batch.Order[row]]];
            double softplus = Math.Max(logits[row], 0) + Math.Log(1 + Math.Exp(-Math.Abs(logits[row])));
            loss += (softplus - (logits[row] * label)) / logits.Length;
            _logitGradient[row] = (float)((ReferenceArrays.Sigmoid(logits[row]) - label) / logits.Length);
        }

        Model.Backward(_workspace, _logitGradient.AsSpan(0, logits.Length), pass);
        return loss;
    }

    /// <summary>The logits of a prediction pass, in the order of the sequences.</summary>
    public float[] Predict(IReadOnlyList<int[]> sequences) => Logits(sequences, training: false);

    /// <summary>The logits in the order of the sequences.</summary>
    public float[] Logits(IReadOnlyList<int[]> sequences, bool training, long step = 0)
    {
        _batch.Fill(sequences, [.. Enumerable.Range(0, sequences.Count)]);
        ReadOnlySpan<float> logits = Model.Forward(_workspace, new Pass(_batch, _team, training, Seed, step));
        float[] ordered = new float[logits.Length];
        for (int row = 0; row < logits.Length; row++)
            ordered[_batch.Order[row]] = logits[row];
        return ordered;
    }
}
