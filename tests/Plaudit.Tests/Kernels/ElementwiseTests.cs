using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

public unsafe class ElementwiseTests
{
    [Fact]
    public void Add_and_multiply_touch_as_many_floats_as_they_are_told()
    {
        for (int count = 0; count <= 130; count++)
        {
            var a = new GuardedMatrix(1, 140);
            var b = new GuardedMatrix(1, 140);
            var product = new GuardedMatrix(1, 140);
            double[,] x = a.Randomize(1);
            double[,] y = b.Randomize(2);
            Elementwise.Multiply(a.View.Data, b.View.Data, product.View.Data, count);
            Elementwise.Add(a.View.Data, b.View.Data, count);
            for (int k = 0; k < 140; k++)
            {
                Assert.Equal(k < count ? (float)x[0, k] * (float)y[0, k] : 0, product.View.Data[k]);
                Assert.Equal(k < count ? (float)x[0, k] + (float)y[0, k] : (float)y[0, k], b.View.Data[k]);
            }

            GC.KeepAlive((a, b, product));
        }
    }

    [Fact]
    public void SumRows_sums_each_column_with_any_number_of_threads()
    {
        ThreadTeam[] teams = [new(1), new(2), new(3)];
        for (int columns = 1; columns <= 130; columns++)
        {
            int rows = 1 + (columns % 9);
            var source = new GuardedMatrix(rows, columns, float.NaN);
            double[,] values = source.Randomize(columns);
            foreach (ThreadTeam team in teams)
            {
                var target = new GuardedMatrix(1, columns);
                target.Randomize(3);
                Elementwise.SumRows(team, source.View, target.View);
                for (int column = 0; column < columns; column++)
                {
                    double sum = Enumerable.Range(0, rows).Sum(row => values[row, column]);
                    Assert.Equal(sum, target.View.RowSpan(0)[column], 1e-6);
                }

                target.AssertGuardsIntact($"{columns} columns, {team.Members} threads");
            }

            GC.KeepAlive(source);
        }

        foreach (ThreadTeam team in teams)
            team.Dispose();
    }

    [Fact]
    public void Shares_are_disjoint_complete_even_and_cut_at_whole_groups()
    {
        foreach (int group in (ReadOnlySpan<int>)[1, 3, 4, 16])
        {
            for (int count = 0; count < 70; count++)
            {
                for (int members = 1; members <= 5; members++)
                {
                    int next = 0;
                    for (int member = 0; member < members; member++)
                    {
                        (int first, int end) = Share.Of(count, group, member, members);
                        Assert.Equal(next, first);
                        Assert.True(first % group == 0 || first == count);
                        Assert.InRange(end - first, 0, (((count + group - 1) / group / members) + 1) * group);
                        next = end;
                    }

                    Assert.Equal(count, next);
                }
            }
        }
    }
}
