using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// The data between two layers: a matrix of features, (N, F) for a sequence or (B, F) for vectors, and on the way back its gradient.
/// Positions may share rows (all occurrences of a word have the same embedding): then <see cref="RowOf"/> names each position's row, and
/// the gradient is that of the rows.
/// </summary>
internal sealed unsafe class Features
{
    private readonly MatrixBuffer _values = new();
    private readonly MatrixBuffer _gradient = new();

    public Matrix Values { get; private set; }

    /// <summary>(N) the row of each position, or null: row = position.</summary>
    public int* RowOf { get; private set; }

    /// <summary>Whether the rows are a parameter's, the same from batch to batch.</summary>
    public bool ShowsTable { get; private set; }

    /// <summary>Same shape as <see cref="Values"/>; written by the layer that reads the values, in its backward pass.</summary>
    public Matrix Gradient => _gradient.View;

    /// <summary>Makes the values (<paramref name="rows"/>, <paramref name="columns"/>), one row per position; the content is undefined.</summary>
    public Matrix Resize(int rows, int columns)
    {
        RowOf = null;
        ShowsTable = false;
        return Values = _values.Ensure(rows, columns);
    }

    /// <summary>As <see cref="Resize"/>, but positions share rows.</summary>
    public Matrix ResizeShared(int rows, int columns, int* rowOf)
    {
        Matrix values = Resize(rows, columns);
        RowOf = rowOf;
        return values;
    }

    /// <summary>Exposes rows that belong to a parameter or the previous layer, unchanged.</summary>
    public void Show(Matrix values, int* rowOf, bool table)
    {
        ShowsTable = table;
        Values = values;
        RowOf = rowOf;
    }

    /// <summary>Makes the gradient the shape of the values; the content is undefined.</summary>
    public Matrix ResizeGradient() => _gradient.Ensure(Values.Rows, Values.Columns);
}
