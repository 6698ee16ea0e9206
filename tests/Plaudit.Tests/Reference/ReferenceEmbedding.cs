namespace Plaudit.Tests.Reference;

/// <summary>Looks up a row of the table [V, E] for each id [row, step].</summary>
internal sealed class ReferenceEmbedding(double[,] table)
{
    private int[,] _ids = new int[0, 0];

    public double[,,] Forward(int[,] ids)
    {
        _ids = ids;
        double[,,] output = new double[ids.GetLength(0), ids.GetLength(1), table.GetLength(1)];
        for (int row = 0; row < ids.GetLength(0); row++)
        {
            for (int step = 0; step < ids.GetLength(1); step++)
            {
                for (int feature = 0; feature < table.GetLength(1); feature++)
                    output[row, step, feature] = table[ids[row, step], feature];
            }
        }

        return output;
    }

    /// <summary>The table's gradient [V, E]: each id's row receives the sum over its occurrences.</summary>
    public double[,] Backward(double[,,] dOutput)
    {
        double[,] dTable = new double[table.GetLength(0), table.GetLength(1)];
        for (int row = 0; row < _ids.GetLength(0); row++)
        {
            for (int step = 0; step < _ids.GetLength(1); step++)
            {
                for (int feature = 0; feature < table.GetLength(1); feature++)
                    dTable[_ids[row, step], feature] += dOutput[row, step, feature];
            }
        }

        return dTable;
    }
}
