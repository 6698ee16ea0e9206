using FsCheck;
using FsCheck.Fluent;
using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

public sealed unsafe class RowGroupsTests : IDisposable
{
    private readonly ThreadTeam[] _teams = [new(1), new(2), new(3)];

    public void Dispose()
    {
        foreach (ThreadTeam team in _teams)
            team.Dispose();
    }

    [Fact]
    public void Every_row_receives_the_sum_of_its_positions_in_their_order()
    {
        var groups = new RowGroups();
        var cases =
            from rows in Gen.Choose(1, 40)
            from count in Gen.Choose(1, 60)
            from rowOf in Gen.ArrayOf(Gen.Choose(0, rows - 1), count)
            from columns in Gen.Choose(1, 70)
            select (rows, rowOf, columns);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            (int rows, int[] rowOf, int columns) = given;
            var source = new GuardedMatrix(rowOf.Length, columns, float.NaN);
            source.Randomize(rows);
            fixed (int* pointer = rowOf)
                groups.Build(pointer, rowOf.Length, rows);
            foreach (ThreadTeam team in _teams)
            {
                var target = new GuardedMatrix(rows, columns);
                target.Randomize(1);
                groups.Sum(team, source.View, target.View);
                for (int row = 0; row < rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        // In floats and in order, so the sum is the same to the bit.
                        float sum = 0;
                        for (int position = 0; position < rowOf.Length; position++)
                            sum += rowOf[position] == row ? source.View.RowSpan(position)[column] : 0;
                        if (sum != target.View.RowSpan(row)[column])
                            Assert.Fail($"row {row}, column {column}: expected {sum:R}, found {target.View.RowSpan(row)[column]:R}");
                    }
                }

                target.AssertGuardsIntact($"{team.Members} threads");
            }

            GC.KeepAlive(source);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Matrices_of_another_shape_are_refused()
    {
        var groups = new RowGroups();
        int[] rowOf = [0, 1, 1];
        fixed (int* pointer = rowOf)
            groups.Build(pointer, 3, 2);
        Assert.Throws<ArgumentException>(() => groups.Sum(ThreadTeam.Single, new GuardedMatrix(2, 4).View, new GuardedMatrix(2, 4).View));
        Assert.Throws<ArgumentException>(() => groups.Sum(ThreadTeam.Single, new GuardedMatrix(3, 4).View, new GuardedMatrix(3, 4).View));
        Assert.Throws<ArgumentException>(() => groups.Sum(ThreadTeam.Single, new GuardedMatrix(3, 5).View, new GuardedMatrix(2, 4).View));
    }
}
