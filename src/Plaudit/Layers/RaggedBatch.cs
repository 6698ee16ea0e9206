using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// Reviews of different lengths as one matrix: no padding, no mask. Rows are sorted by length, longest first, and stored time-major: step t owns the
/// positions <c>Offsets[t] .. Offsets[t + 1]</c>, where row b is the b-th. B rows, N tokens in all, T steps.
/// A batch is filled again and again; in a steady state filling allocates nothing.
/// </summary>
public sealed unsafe class RaggedBatch
{
    private readonly AlignedBuffer<int> _ids = new();
    private readonly AlignedBuffer<int> _lengths = new();
    private readonly AlignedBuffer<int> _offsets = new();
    private readonly AlignedBuffer<int> _order = new();

    /// <summary>B, the number of reviews.</summary>
    public int Rows { get; private set; }

    /// <summary>N, the number of tokens of all reviews.</summary>
    public int Tokens { get; private set; }

    /// <summary>T, the tokens of the longest review.</summary>
    public int Steps { get; private set; }

    /// <summary>(B) for each row, longest first, which of the given reviews it is.</summary>
    public ReadOnlySpan<int> Order => _order.Span;

    /// <summary>(B) the length of each row in tokens, longest first.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.Span;

    /// <summary>(T + 1) the first position of each step.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.Span;

    /// <summary>(N) token ids, step by step.</summary>
    public ReadOnlySpan<int> Ids => _ids.Span;

    /// <summary>The greatest of <see cref="Ids"/>.</summary>
    internal int LargestId { get; private set; }

    internal int* IdPointer => _ids.Pointer;

    internal int* OffsetPointer => _offsets.Pointer;

    internal int* LengthPointer => _lengths.Pointer;

    /// <summary>Fills the batch.</summary>
    /// <param name="sequences">Token ids of reviews; every one used has at least one.</param>
    /// <param name="rows">(B) which of them to take, at least one.</param>
    /// <exception cref="ArgumentException">No rows, a review without tokens, or an id below 0.</exception>
    public void Fill(IReadOnlyList<int[]> sequences, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("a batch needs at least one review", nameof(rows));
        Rows = rows.Length;
        Tokens = 0;
        Steps = 0;
        foreach (int row in rows)
        {
            int length = sequences[row].Length;
            if (length == 0)
                throw new ArgumentException($"review {row} has no tokens", nameof(sequences));
            Tokens = checked(Tokens + length);
            Steps = Math.Max(Steps, length);
        }

        SortByLength(sequences, rows);
        int* ids = _ids.Ensure(Tokens);
        int* offsets = _offsets.Pointer;
        for (int b = 0; b < Rows; b++)
        {
            int[] sequence = sequences[rows[_order.Pointer[b]]];
            for (int t = 0; t < sequence.Length; t++)
                ids[offsets[t] + b] = sequence[t];
        }

        // Layers follow ids with bare pointers.
        ReadOnlySpan<int> all = _ids.Span;
        if (TensorPrimitives.Min(all) is var smallest and < 0)
            throw new ArgumentException($"an id is {smallest}; ids start at 0", nameof(sequences));
        LargestId = TensorPrimitives.Max(all);
    }

    /// <summary>A counting sort, stable, longest first; on the way the number of rows active at each step gives the offsets.</summary>
    private void SortByLength(IReadOnlyList<int[]> sequences, ReadOnlySpan<int> rows)
    {
        int* offsets = _offsets.Ensure(Steps + 1);
        int* lengths = _lengths.Ensure(Rows);
        int* order = _order.Ensure(Rows);
        _offsets.Span.Clear();

        // offsets[t]: first how many rows have length t, then how many are longer than t (their place in the order, and those active at step t).
        foreach (int row in rows)
            offsets[sequences[row].Length]++;
        int longer = 0;
        for (int length = Steps; length >= 0; length--)
        {
            int count = offsets[length];
            offsets[length] = longer;
            longer += count;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            int length = sequences[rows[i]].Length;
            int place = offsets[length]++;
            order[place] = i;
            lengths[place] = length;
        }

        // Every offsets[t] now counts the rows of length t or more; step t has those of length t + 1 or more.
        int position = 0;
        for (int t = 0; t < Steps; t++)
        {
            offsets[t] = position;
            position += offsets[t + 1];
        }

        offsets[Steps] = position;
    }
}
