namespace Plaudit.Data;

/// <summary>The rows to learn from and the rows to validate on; together every row once.</summary>
/// <param name="Train">Row numbers from 0, ascending.</param>
/// <param name="Validation">Row numbers from 0, ascending.</param>
public sealed record Split(int[] Train, int[] Validation)
{
    /// <summary>The split that validates on the rows marked in <paramref name="validation"/> (one mark per row).</summary>
    internal static Split Of(ReadOnlySpan<bool> validation)
    {
        var train = new List<int>();
        var held = new List<int>();
        for (int row = 0; row < validation.Length; row++)
            (validation[row] ? held : train).Add(row);
        return new Split([.. train], [.. held]);
    }
}
