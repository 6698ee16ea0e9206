using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A vector for each token id. Comes first.</summary>
/// <param name="Size">E, features of a vector, 1 to 4,096.</param>
public sealed record Embedding(int Size) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Embedding> Options = new("embedding", () =>
        new OptionTable<Embedding>("A vector for each token. Comes first.", new Embedding(1))
            .Add("size", Values.Whole(1, 4096), "Features of a vector.", x => x.Size, (x, v) => x with { Size = v }, required: true)
            .Add(
                "vectors",
                Values.TextOrNull,
                "A file of word vectors to begin with, in GloVe's or word2vec's text format, of as many numbers as size; null draws all at random.",
                x => x.Vectors,
                (x, v) => x with { Vectors = v })
            .Add(
                "trainable",
                Values.Flag,
                "Whether training changes the table; false freezes it.",
                x => x.Trainable,
                (x, v) => x with { Trainable = v })
            .Include(WeightPenalty.Table, x => x.Penalty, (x, v) => x with { Penalty = v })
            .Check(Check));

    /// <summary>Applies to the whole table (Keras's <c>embeddings_regularizer</c>). Default none.</summary>
    public WeightPenalty Penalty { get; init; }

    /// <summary>
    /// A file of word vectors to start training from, in the text format of GloVe, word2vec or fastText, of as many numbers as <see cref="Size"/>;
    /// null draws all at random. Default null.
    /// </summary>
    public string? Vectors { get; init; }

    /// <summary>Whether training changes the table. Default true.</summary>
    public bool Trainable { get; init; } = true;

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override ShapeKind? Reads => ShapeKind.Tokens;

    internal override Layer Build(LayerBuilder builder)
    {
        int ids = builder.Need(ShapeKind.Tokens).Features;
        Parameter table = builder.Add("embeddings", [ids, Size], Initializers.Uniform, Trainable, Penalty);
        return new EmbeddingLayer(table) { Name = builder.Name, Output = Shape.Sequence(Size) };
    }

    private static void Check(Embedding options, JsonSection json)
    {
        if (options.Vectors is not null && string.IsNullOrWhiteSpace(options.Vectors))
            json.Fault("vectors", "expected the path of a file of word vectors, found an empty text");
        if (!options.Trainable && !options.Penalty.IsNone)
            json.Fault("trainable", "a table that is not trained cannot have a penalty; remove l1 and l2, or trainable");
    }
}

/// <summary>
/// Looks up each token's row of the table (V, E). Texts repeat words, so if the next layer supports it, positions of the same word share one row:
/// training gathers the batch's distinct words once, prediction exposes the table itself.
/// </summary>
internal sealed unsafe class EmbeddingLayer : Layer<EmbeddingLayer.State>
{
    private readonly Parameter _table;

    public EmbeddingLayer(Parameter table)
    {
        _table = table;
        Parameters = [table];
    }

    /// <summary>Set by the builder if the next layer reads shared rows.</summary>
    public bool SharesRows { get; set; }

    /// <summary>Set by the builder if prediction may expose the whole table, which the next layer projects once.</summary>
    public bool ShowsTable { get; set; }

    /// <summary>(V, E)</summary>
    public Matrix Table => _table.ValueMatrix;

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        RaggedBatch batch = pass.Batch;
        Matrix table = Table;
        if (batch.LargestId >= table.Rows)
            throw new ArgumentException(
                $"the batch holds the id {batch.LargestId}, but the embedding has rows for ids below {table.Rows}; encode with the model's own "
                + "encoder");
        if (ShowsTable && !pass.Training)
        {
            output.Show(table, batch.IdPointer, table: true);
            return;
        }

        int* row = SharesRows ? state.Distinct(batch, table.Rows) : batch.IdPointer;
        int rows = SharesRows ? state.DistinctCount : batch.Tokens;
        int* ids = SharesRows ? state.DistinctIds : batch.IdPointer;
        Matrix values = SharesRows ? output.ResizeShared(rows, table.Columns, row) : output.Resize(rows, table.Columns);
        for (int i = 0; i < rows; i++)
            table.RowSpan(ids[i]).CopyTo(values.RowSpan(i));
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        if (!_table.Trainable)
            return;
        Matrix table = _table.GradientMatrix;
        Matrix gradient = output.Gradient;
        int* ids = SharesRows ? state.DistinctIds : pass.Batch.IdPointer;
        for (int i = 0; i < gradient.Rows; i++)
        {
            Span<float> row = table.RowSpan(ids[i]);
            TensorPrimitives.Add(row, gradient.RowSpan(i), row);
        }
    }

    /// <summary>The distinct ids of a batch, in order of first appearance.</summary>
    internal sealed class State
    {
        private readonly AlignedBuffer<int> _number = new();
        private readonly AlignedBuffer<int> _ids = new();
        private readonly AlignedBuffer<int> _rowOf = new();

        public int DistinctCount { get; private set; }

        public int* DistinctIds => _ids.Pointer;

        /// <summary>(N) for each position the number of its id among the distinct ones.</summary>
        public int* Distinct(RaggedBatch batch, int ids)
        {
            // number[id] is 1 + the id's number while this runs, and 0 again afterwards.
            int* number = _number.Length < ids ? _number.Ensure(ids) : _number.Pointer;
            int* distinct = _ids.Ensure(Math.Min(ids, batch.Tokens));
            int* rowOf = _rowOf.Ensure(batch.Tokens);
            int count = 0;
            for (int position = 0; position < batch.Tokens; position++)
            {
                int id = batch.IdPointer[position];
                if (number[id] == 0)
                {
                    distinct[count++] = id;
                    number[id] = count;
                }

                rowOf[position] = number[id] - 1;
            }

            for (int i = 0; i < count; i++)
                number[distinct[i]] = 0;
            DistinctCount = count;
            return rowOf;
        }
    }
}
