using Plaudit.Kernels;
using static Plaudit.Tests.Reference.ReferenceArrays;

namespace Plaudit.Tests.Kernels;

/// <summary>The cell's equations, forward and backward, in every place of a panel; and no denormal numbers on the way back.</summary>
public unsafe class LstmCellTests
{
    private const int Rows = 4;
    private const int Units = LstmCell.Units;

    [Fact]
    public void Forward_gives_the_cells_equations()
    {
        Forward<Lane128>();
        Forward<Lane256>();
        Forward<Lane512>();
    }

    [Fact]
    public void Backward_gives_their_gradients()
    {
        Backward<Lane128>();
        Backward<Lane256>();
        Backward<Lane512>();
    }

    [Fact]
    public void Tiny_gradients_become_zero_and_never_denormal()
    {
        NoDenormals<Lane128>();
        NoDenormals<Lane256>();
        NoDenormals<Lane512>();
    }

    private static void Forward<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        float** hiddens = stackalloc float*[Rows];
        for (int rows = 1; rows <= Rows; rows++)
        {
            GuardedMatrix gates = new(rows, 4 * Units), cell = new(rows, Units), newCell = new(rows, Units), hidden = new(rows, Units);
            double[,] z = gates.Randomize(1);
            double[,] c = cell.Randomize(2);
            for (int row = 0; row < rows; row++)
            {
                // Rows of the hidden states may lie anywhere; here the last row first.
                hiddens[row] = hidden.View.Row(rows - 1 - row);
            }

            LstmCell.Forward<TLane,
                Activations.Full>(gates.View.Data, gates.View.Stride, cell.View.Data, cell.View.Stride, newCell.View.Data, newCell.View.Stride,
                hiddens, rows);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < Units; unit++)
                {
                    double i = Sigmoid(z[row, unit]), f = Sigmoid(z[row, unit + 16]), g = Math.Tanh(z[row, unit + 32]),
                        o = Sigmoid(z[row, unit + 48]);
                    double next = (f * c[row, unit]) + (i * g);
                    Assert.Equal(next, newCell.View.RowSpan(row)[unit], 1e-6);
                    Assert.Equal(o * Math.Tanh(next), hidden.View.RowSpan(rows - 1 - row)[unit], 1e-6);
                    Assert.Equal(i, gates.View.RowSpan(row)[unit], 1e-6);
                    Assert.Equal(f, gates.View.RowSpan(row)[unit + 16], 1e-6);
                    Assert.Equal(g, gates.View.RowSpan(row)[unit + 32], 1e-6);
                    Assert.Equal(o, gates.View.RowSpan(row)[unit + 48], 1e-6);
                }
            }

            AssertGuardsIntact(gates, cell, newCell, hidden);
        }
    }

    private static void Backward<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        for (int rows = 1; rows <= Rows; rows++)
        {
            GuardedMatrix gates = new(rows, 4 * Units), cell = new(rows, Units), newCell = new(rows, Units), dHidden = new(rows, Units),
                dCell = new(rows, Units);
            double[,] a = gates.Randomize(1);
            double[,] c = cell.Randomize(2);
            double[,] next = newCell.Randomize(3);
            double[,] dh = dHidden.Randomize(4);
            double[,] dc = dCell.Randomize(5);
            LstmCell.Backward<TLane>(
                gates.View.Data, gates.View.Stride, cell.View.Data, cell.View.Stride, newCell.View.Data, newCell.View.Stride,
                dHidden.View.Data, dHidden.View.Stride, dCell.View.Data, dCell.View.Stride, rows);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < Units; unit++)
                {
                    // Activated gates are any numbers to the equations.
                    double i = a[row, unit], f = a[row, unit + 16], g = a[row, unit + 32], o = a[row, unit + 48];
                    double tanh = Math.Tanh(next[row, unit]);
                    double d = dc[row, unit] + (dh[row, unit] * o * (1 - (tanh * tanh)));
                    Assert.Equal(d * g * i * (1 - i), gates.View.RowSpan(row)[unit], 3e-6);
                    Assert.Equal(d * c[row, unit] * f * (1 - f), gates.View.RowSpan(row)[unit + 16], 3e-6);
                    Assert.Equal(d * i * (1 - (g * g)), gates.View.RowSpan(row)[unit + 32], 3e-6);
                    Assert.Equal(dh[row, unit] * tanh * o * (1 - o), gates.View.RowSpan(row)[unit + 48], 3e-6);
                    Assert.Equal(d * f, dCell.View.RowSpan(row)[unit], 3e-6);
                }
            }

            AssertGuardsIntact(gates, cell, newCell, dHidden, dCell);
        }
    }

    private static void NoDenormals<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        int zeros = 0;
        int others = 0;
        for (float size = 1; size > 0; size /= 3)
        {
            GuardedMatrix gates = new(1, 4 * Units), cell = new(1, Units), newCell = new(1, Units), dHidden = new(1, Units), dCell = new(1, Units);
            gates.View.RowSpan(0).Fill(0.3f);
            cell.Randomize(1);
            newCell.Randomize(2);
            dHidden.View.RowSpan(0).Fill(size);
            dCell.View.RowSpan(0).Fill(-size / 7);
            LstmCell.Backward<TLane>(
                gates.View.Data, gates.View.Stride, cell.View.Data, cell.View.Stride, newCell.View.Data, newCell.View.Stride,
                dHidden.View.Data, dHidden.View.Stride, dCell.View.Data, dCell.View.Stride, 1);
            foreach (float value in (float[])[.. gates.View.RowSpan(0), .. dCell.View.RowSpan(0)])
            {
                Assert.True(value == 0 || float.IsNormal(value), $"{value:R} is denormal");
                zeros += value == 0 ? 1 : 0;
                others += value == 0 ? 0 : 1;
            }

            AssertGuardsIntact(gates, cell, newCell, dHidden, dCell);
        }

        Assert.True(zeros > 100 && others > 100, "both kinds of gradient must have occurred");
    }

    private static void AssertGuardsIntact(params ReadOnlySpan<GuardedMatrix> matrices)
    {
        foreach (GuardedMatrix matrix in matrices)
            matrix.AssertGuardsIntact("LSTM cell");
    }
}
