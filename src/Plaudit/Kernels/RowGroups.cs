using System.Numerics.Tensors;

namespace Plaudit.Kernels;

/// <summary>
/// Which positions read which row: the inverse of an index. Sums gradients of positions into the rows they came from, in a fixed order, and shares
/// and divides each team member has about the same number of positions.
/// </summary>
internal sealed unsafe class RowGroups
{
    private readonly AlignedBuffer<int> _first = new();
    private readonly AlignedBuffer<int> _positions = new();
    private int _rows;
    private int _count;

    /// <summary>
    /// Groups the positions 0 .. <paramref name="count"/> - 1 by <paramref name="rowOf"/>, whose values lie in [0, <paramref name="rows"/>).
    /// </summary>
    public void Build(int* rowOf, int count, int rows)
    {
        _rows = rows;
        _count = count;
        int* first = _first.Ensure(rows + 2);
        int* positions = _positions.Ensure(count);
        _first.Span.Clear();
        for (int position = 0; position < count; position++)
            first[rowOf[position] + 2]++;
        for (int row = 0; row < rows; row++)
            first[row + 2] += first[row + 1];

        // first[row + 1] runs from the group's start to its end, which is the next group's start.
        for (int position = 0; position < count; position++)
            positions[first[rowOf[position] + 1]++] = position;
    }

    /// <summary>target[r, :] = sum of source[p, :] over the positions p of row r.</summary>
    public void Sum(ThreadTeam team, Matrix source, Matrix target)
    {
        if (target.Rows != _rows || source.Rows != _count || source.Columns != target.Columns)
            throw new ArgumentException($"shapes do not fit: ({source.Rows}, {source.Columns}) -> ({target.Rows}, {target.Columns})");
        var job = new SumJob(_first.Pointer, _positions.Pointer, _rows, _count, source, target);
        team.Run(ref job);
    }

    private readonly struct SumJob(int* first, int* positions, int rows, int count, Matrix source, Matrix target) : ITeamJob
    {
        public void Run(int member, int members)
        {
            int begin = RowAt((long)count * member / members);
            int end = member == members - 1 ? rows : RowAt((long)count * (member + 1) / members);
            for (int row = begin; row < end; row++)
            {
                Span<float> sum = target.RowSpan(row);
                int from = first[row];
                int to = first[row + 1];
                if (from == to)
                {
                    sum.Clear();
                    continue;
                }

                source.RowSpan(positions[from]).CopyTo(sum);
                for (int i = from + 1; i < to; i++)
                    TensorPrimitives.Add(sum, source.RowSpan(positions[i]), sum);
            }
        }

        /// <summary>The first row whose group starts at <paramref name="position"/> or later.</summary>
        private int RowAt(long position)
        {
            int low = 0;
            int high = rows;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (first[middle] < position)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }
    }
}
