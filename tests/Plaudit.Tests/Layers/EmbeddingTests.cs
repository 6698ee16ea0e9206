using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>The embedding agrees with the plain one, whether positions share rows or not.</summary>
public class EmbeddingTests
{
    private const int Ids = LayerShape.TableRows + 3;

    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public unsafe void Rows_and_gradients_are_the_references(int rows, int steps, int features, int units)
    {
        RaggedBatch batch = new LayerShape(rows, steps, features, units).Batch();
        var rig = new LayerRig(new Embedding(features), Shape.Tokens(Ids));
        var embedding = (EmbeddingLayer)rig.Layer;
        double[,] table = rig.Matrix("embeddings");
        double[,] positionGradient = LayerShape.Random(new double[batch.Tokens, features], 2);
        double[] expected = RaggedArrays.SumById(batch, RaggedArrays.Pad(batch, positionGradient), Ids);
        double[] output = RaggedArrays.Flatten(batch, RaggedArrays.Embed(batch, table));
        foreach (bool shares in (ReadOnlySpan<bool>)[false, true])
        {
            embedding.SharesRows = shares;
            rig.ClearGradients();
            for (int pass = 1; pass <= 2; pass++)
            {
                rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true));
                Close.Check($"rows, shared: {shares}", output, Gathered(rig.Output, batch), tolerance: 0);
                rig.Backward(RowGradient(rig.Output, positionGradient), new Pass(batch, ThreadTeam.Single, Training: true));
                Close.Check($"gradient, shared: {shares}", expected, rig.Gradient("embeddings"), pass);
            }
        }

        embedding.ShowsTable = true;
        rig.Forward(new Pass(batch, ThreadTeam.Single, Training: false));
        Assert.True(rig.Output.ShowsTable);
        Close.Check("prediction", output, Gathered(rig.Output, batch), tolerance: 0);
        GC.KeepAlive(rig);
    }

    [Fact]
    public void Shared_rows_are_the_distinct_ids_in_order_of_first_appearance()
    {
        var batch = new RaggedBatch();
        var rig = new LayerRig(new Embedding(2), Shape.Tokens(Ids));
        ((EmbeddingLayer)rig.Layer).SharesRows = true;
        double[,] table = rig.Matrix("embeddings");
        // Batch after batch: nothing of an earlier one may be left behind.
        foreach (int[] ids in (int[][])[[7, 7, 3, 7, 0, 3], [3, 3, 3], [11, 0, 7, 3], [5]])
        {
            batch.Fill([ids], [0]);
            rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true));
            int[] distinct = [.. ids.Distinct()];
            Assert.Equal(distinct.Length, rig.Output.Values.Rows);
            for (int i = 0; i < distinct.Length; i++)
                Assert.Equal((float)table[distinct[i], 1], rig.Output.Values.RowSpan(i)[1]);
        }
    }

    private static unsafe float[] Gathered(Features features, RaggedBatch batch)
    {
        int columns = features.Values.Columns;
        float[] flat = new float[batch.Tokens * columns];
        for (int position = 0; position < batch.Tokens; position++)
            features.Values.RowSpan(features.RowOf == null ? position : features.RowOf[position]).CopyTo(flat.AsSpan(position * columns));
        return flat;
    }

    /// <summary>Sums the positions' gradients into the rows that they read.</summary>
    private static unsafe double[,] RowGradient(Features features, double[,] positions)
    {
        double[,] rows = new double[features.Values.Rows, features.Values.Columns];
        for (int position = 0; position < positions.GetLength(0); position++)
        {
            for (int column = 0; column < rows.GetLength(1); column++)
                rows[features.RowOf == null ? position : features.RowOf[position], column] += positions[position, column];
        }

        return rows;
    }
}
