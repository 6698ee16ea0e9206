using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>
/// The forward recurrence with recurrent weights in bytes, for prediction. Rows go one by one, so a review's answer does not depend on its batch.
/// Needs AvxVnni; see <see cref="IsSupported"/>.
/// </summary>
internal readonly unsafe struct LstmInt8(LstmSequences sequences, Int8Matrix recurrent) : ITeamJob
{
    private const int PanelsAtOnce = 4;

    private readonly LstmSequences _sequences = sequences;

    public static bool IsSupported => AvxVnni.IsSupported;

    public void Run(int member, int members)
    {
        if (Simd.Use512)
            Run<Lane512>(member, members);
        else
            Run<Lane256>(member, members);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        LstmSequences s = _sequences;
        byte* bytes = stackalloc byte[recurrent.Depth + LstmCell.Units];
        float* gates = stackalloc float[(PanelsAtOnce * Tile.Columns) + Tile.Group];
        gates = (float*)(((nint)gates + 63) & ~(nint)63);
        for (int row = member; row < s.Rows; row += members)
        {
            int step = 0;
            for (; row < s.Active(step); step++)
                Step<TLane>(in s, row, step, bytes, gates);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step<TLane>(in LstmSequences s, int row, int step, byte* bytes, float* gates)
        where TLane : unmanaged, ILane<TLane>
    {
        float* before = step == 0 ? s.InitialHidden.Row(row) : s.HiddenBefore(step, row);
        for (int unit = 0; unit < s.Units; unit += LstmCell.Units)
            Int8Matrix.Quantize(before + unit, bytes + unit);

        float* start = s.ProjectedRow(step, row);
        float* after = s.HiddenAfter(step, row);
        float** hidden = stackalloc float*[PanelsAtOnce];
        float** cell = stackalloc float*[PanelsAtOnce];
        for (int unit = 0; unit < s.Units; unit += PanelsAtOnce * LstmCell.Units)
        {
            int panels = Math.Min(PanelsAtOnce, (s.Units - unit) / LstmCell.Units);
            for (int i = 0; i < panels; i++)
            {
                int column = (unit / LstmCell.Units * Tile.Columns) + (i * Tile.Columns);
                Panel(bytes, column, start + column, gates + (i * Tile.Columns));
                hidden[i] = after + unit + (i * LstmCell.Units);
                cell[i] = s.CellAfter(step, row) + unit + (i * LstmCell.Units);
            }

            LstmCell.Forward<TLane>(gates, Tile.Columns, s.CellBefore(step, row) + unit, LstmCell.Units, cell, hidden, panels);
        }

        if (s.Output.Data != null)
            new ReadOnlySpan<float>(after, s.Units).CopyTo(new Span<float>(s.OutputOf(s.Output, step, row).Data, s.Units));
    }

    /// <summary>z = start + scale * (bytes . weights - offset) for the 64 columns of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Panel(byte* bytes, int column, float* start, float* z)
    {
        sbyte* weights = recurrent.Weights + ((nint)column * recurrent.Depth);
        Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int k = 0; k < recurrent.Depth; k += Int8Matrix.Quad)
        {
            Vector256<byte> states = Vector256.Create(*(int*)(bytes + k)).AsByte();
            a = AvxVnni.MultiplyWideningAndAdd(a, states, Vector256.Load(weights));
            b = AvxVnni.MultiplyWideningAndAdd(b, states, Vector256.Load(weights + 32));
            c = AvxVnni.MultiplyWideningAndAdd(c, states, Vector256.Load(weights + 64));
            d = AvxVnni.MultiplyWideningAndAdd(d, states, Vector256.Load(weights + 96));
            e = AvxVnni.MultiplyWideningAndAdd(e, states, Vector256.Load(weights + 128));
            f = AvxVnni.MultiplyWideningAndAdd(f, states, Vector256.Load(weights + 160));
            g = AvxVnni.MultiplyWideningAndAdd(g, states, Vector256.Load(weights + 192));
            h = AvxVnni.MultiplyWideningAndAdd(h, states, Vector256.Load(weights + 224));
            weights += Tile.Columns * Int8Matrix.Quad;
        }

        Finish(a, column, start, z);
        Finish(b, column + 8, start + 8, z + 8);
        Finish(c, column + 16, start + 16, z + 16);
        Finish(d, column + 24, start + 24, z + 24);
        Finish(e, column + 32, start + 32, z + 32);
        Finish(f, column + 40, start + 40, z + 40);
        Finish(g, column + 48, start + 48, z + 48);
        Finish(h, column + 56, start + 56, z + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(Vector256<int> sum, int column, float* start, float* z)
    {
        Vector256<float> scaled = Vector256.ConvertToSingle(sum - Vector256.Load(recurrent.Offsets + column)) * Vector256.Load(recurrent.Scales + column);
        (Vector256.Load(start) + scaled).Store(z);
    }
}
