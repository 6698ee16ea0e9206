using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// Batch normalization of a matrix (N, F): mean and variance of each column, the normalized values, and the backward pass.
/// Sums over rows are taken in blocks that stay in the L1 cache, so memory is read once, and in an order that does not depend on the number of
/// threads. Vectors of F floats are lines of 16: whole registers are read and written.
/// </summary>
internal static unsafe class ColumnNorm
{
    private const int RowBlock = 64;

    private enum Work
    {
        Moments,
        Sums,
        Normalize,
        Backward,
    }

    /// <summary>mean and variance (divided by N) of each column of <paramref name="x"/>. Columns are divided among the team.</summary>
    public static void Moments(ThreadTeam team, Matrix x, float* mean, float* variance)
    {
        var job = new Job { Work = Work.Moments, X = x, Mean = mean, Variance = variance };
        team.Run(ref job);
    }

    /// <summary>y = (x - mean) scale + shift. Rows are divided among the team.</summary>
    public static void Normalize(ThreadTeam team, Matrix x, float* mean, float* scale, float* shift, Matrix y)
    {
        var job = new Job { Work = Work.Normalize, X = x, Mean = mean, Scale = scale, Sum = shift, Y = y };
        team.Run(ref job);
    }

    /// <summary>sum = sum over rows of dy, product = sum over rows of dy (x - mean). Columns are divided among the team.</summary>
    public static void Sums(ThreadTeam team, Matrix x, Matrix dy, float* mean, float* sum, float* product)
    {
        var job = new Job { Work = Work.Sums, X = x, Y = dy, Mean = mean, Sum = sum, Product = product };
        team.Run(ref job);
    }

    /// <summary>dx = scale (dy - sum) - (x - mean) product. Rows are divided among the team.</summary>
    public static void Backward(ThreadTeam team, Matrix x, Matrix dy, float* mean, float* scale, float* sum, float* product, Matrix dx)
    {
        var job = new Job { Work = Work.Backward, X = x, Y = dy, Mean = mean, Scale = scale, Sum = sum, Product = product, Dx = dx };
        team.Run(ref job);
    }

    private struct Job : ILaneJob
    {
        public Work Work;
        public Matrix X;
        public Matrix Y;
        public Matrix Dx;
        public float* Mean;
        public float* Variance;
        public float* Scale;
        public float* Sum;
        public float* Product;

        public readonly void Run(int member, int members) => Simd.Run(in this, member, members);

        public readonly void Run<TLane>(int member, int members)
            where TLane : unmanaged, ILane<TLane>
        {
            if (Work is Work.Normalize or Work.Backward)
            {
                (int firstRow, int endRow) = Share.Of(X.Rows, 1, member, members);
                if (Work == Work.Normalize)
                    Normalize<TLane>(firstRow, endRow);
                else
                    Backward<TLane>(firstRow, endRow);
                return;
            }

            (int first, int end) = Share.Of(X.Columns, Tile.Group, member, members);
            for (int top = 0; top < X.Rows; top += RowBlock)
            {
                for (int column = first; column < end; column += TLane.Width)
                {
                    if (Work == Work.Moments)
                        Moments<TLane>(top, Math.Min(RowBlock, X.Rows - top), column);
                    else
                        Sums<TLane>(top, Math.Min(RowBlock, X.Rows - top), column);
                }
            }

            for (int column = first; Work == Work.Moments && column < end; column += TLane.Width)
                (TLane.Load(Variance + column) * TLane.Splat(1f / X.Rows)).Store(Variance + column);
        }

        /// <summary>
        /// Adds a block's mean and squared deviations to those of the rows before it (Chan, Golub and LeVeque 1983): as accurate as two passes over
        /// all rows. Until all are in, <see cref="Variance"/> holds the sum of squared deviations.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Moments<TLane>(int top, int rows, int column)
            where TLane : unmanaged, ILane<TLane>
        {
            float* x = X.Row(top) + column;
            TLane sum = TLane.Splat(0);
            for (int row = 0; row < rows; row++)
                sum += TLane.Load(x + ((nint)row * X.Stride));
            TLane mean = sum * TLane.Splat(1f / rows);
            TLane squares = TLane.Splat(0);
            for (int row = 0; row < rows; row++)
            {
                TLane deviation = TLane.Load(x + ((nint)row * X.Stride)) - mean;
                squares = TLane.MultiplyAdd(deviation, deviation, squares);
            }

            if (top > 0)
            {
                TLane before = TLane.Load(Mean + column);
                TLane apart = mean - before;
                float share = (float)rows / (top + rows);
                squares = TLane.Load(Variance + column) + squares + (apart * apart * TLane.Splat(top * share));
                mean = TLane.MultiplyAdd(apart, TLane.Splat(share), before);
            }

            mean.Store(Mean + column);
            squares.Store(Variance + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Sums<TLane>(int top, int rows, int column)
            where TLane : unmanaged, ILane<TLane>
        {
            float* x = X.Row(top) + column;
            float* dy = Y.Row(top) + column;
            TLane mean = TLane.Load(Mean + column), sum = TLane.Splat(0), product = TLane.Splat(0);
            for (int row = 0; row < rows; row++)
            {
                TLane g = TLane.Load(dy + ((nint)row * Y.Stride));
                sum += g;
                product = TLane.MultiplyAdd(g, TLane.Load(x + ((nint)row * X.Stride)) - mean, product);
            }

            (top == 0 ? sum : TLane.Load(Sum + column) + sum).Store(Sum + column);
            (top == 0 ? product : TLane.Load(Product + column) + product).Store(Product + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Normalize<TLane>(int first, int end)
            where TLane : unmanaged, ILane<TLane>
        {
            for (int row = first; row < end; row++)
            {
                float* x = X.Row(row);
                float* y = Y.Row(row);
                for (int column = 0; column < X.Columns; column += TLane.Width)
                    TLane.MultiplyAdd(TLane.Load(x + column) - TLane.Load(Mean + column), TLane.Load(Scale + column), TLane.Load(Sum + column))
                        .Store(y + column);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Backward<TLane>(int first, int end)
            where TLane : unmanaged, ILane<TLane>
        {
            for (int row = first; row < end; row++)
            {
                float* x = X.Row(row);
                float* dy = Y.Row(row);
                float* dx = Dx.Row(row);
                for (int column = 0; column < X.Columns; column += TLane.Width)
                {
                    TLane centred = (TLane.Load(x + column) - TLane.Load(Mean + column)) * TLane.Load(Product + column);
                    TLane.MultiplySubtract(TLane.Load(dy + column) - TLane.Load(Sum + column), TLane.Load(Scale + column), centred)
                        .Store(dx + column);
                }
            }
        }
    }
}
