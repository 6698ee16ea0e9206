using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// Scaled dot-product attention in several heads (Vaswani et al. 2017, section 3.2) among the tokens of each review, a part of the transformer layer:
/// from (N, 3F), queries | keys | values, to (N, F). Each review's rows are gathered from the time-major batch; (review, head) pairs are dealt out to
/// the team. The weights, (L, L) per pair, are recomputed in the backward pass instead of kept; a prediction holds only some queries' at a time.
/// </summary>
internal static unsafe class SelfAttention
{
    private const int QueriesAtOnce = 256;

    public static void Forward(Pass pass, Matrix projected, int heads, Matrix output, State state)
    {
        var job = new Job(pass.Batch, heads, projected, output, default, state.Members(pass.Team.Members), pass.Cancellation);
        pass.Team.Run(ref job);
        pass.Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the gradient of what <see cref="Forward"/> read, (N, 3F), into <paramref name="gradient"/>.</summary>
    public static void Backward(Pass pass, Matrix projected, int heads, Matrix outputGradient, Matrix gradient, State state)
    {
        var job = new Job(pass.Batch, heads, projected, outputGradient, gradient, state.Members(pass.Team.Members), default);
        pass.Team.Run(ref job);
    }

    private readonly struct Job(
        RaggedBatch batch, int heads, Matrix projected, Matrix output, Matrix gradient, Scratch[] scratch, CancellationToken cancellation) : ITeamJob
    {
        public void Run(int member, int members)
        {
            Scratch own = scratch[member];
            int features = output.Columns;
            int size = features / heads;

            // Longest reviews come first, so dealing them out in turn gives each member about the same work.
            for (int pair = member; pair < batch.Rows * heads; pair += members)
            {
                int row = pair / heads;
                int column = pair % heads * size;
                int length = batch.LengthPointer[row];
                Matrix queries = Gather(own.Queries, projected, row, length, column, size);
                Scale(queries);
                Matrix keys = Gather(own.Keys, projected, row, length, features + column, size);
                Matrix values = Gather(own.Values, projected, row, length, (2 * features) + column, size);
                own.PackedKeys.PackTransposed(keys);
                if (gradient.Data == null)
                {
                    Scatter(Attend(own, queries, values), output, row, column);
                    if (cancellation.IsCancellationRequested)
                        return;
                    continue;
                }

                Matrix weights = Weights(own, queries, length);
                Matrix dOutput = Gather(own.Result, output, row, length, column, size);
                Scatter(Transposed(own, weights, dOutput), gradient, row, (2 * features) + column);
                Matrix dScores = ScoreGradient(own, weights, dOutput, values);
                own.Packed.Pack(keys);
                Matrix dQueries = own.Values.Ensure(length, size);
                Product.Multiply(ThreadTeam.Single, dScores, own.Packed, dQueries);
                Scale(dQueries);
                Scatter(dQueries, gradient, row, column);
                Scatter(Transposed(own, dScores, queries), gradient, row, features + column);
            }
        }

        /// <summary>Divides the queries by sqrt(size): there are fewer of them than scores.</summary>
        private static void Scale(Matrix queries)
        {
            for (int row = 0; row < queries.Rows; row++)
                TensorPrimitives.Multiply(queries.RowSpan(row), 1 / MathF.Sqrt(queries.Columns), queries.RowSpan(row));
        }

        /// <summary>softmax(Q K') V, a few queries at a time: memory grows with a review's length, not with its square.</summary>
        private Matrix Attend(Scratch own, Matrix queries, Matrix values)
        {
            own.Packed.Pack(values);
            Matrix result = own.Result.Ensure(queries.Rows, values.Columns);
            for (int first = 0; first < queries.Rows && !cancellation.IsCancellationRequested; first += QueriesAtOnce)
            {
                int count = Math.Min(QueriesAtOnce, queries.Rows - first);
                Matrix weights = Weights(own, Rows(queries, first, count), values.Rows);
                Product.Multiply(ThreadTeam.Single, weights, own.Packed, Rows(result, first, count));
            }

            return result;
        }

        private static Matrix Rows(Matrix all, int first, int count) => new(all.Row(first), count, all.Columns, all.Stride);

        /// <summary>softmax(Q K'), row by row; the queries are scaled and the keys packed already.</summary>
        private static Matrix Weights(Scratch own, Matrix queries, int keys)
        {
            Matrix weights = own.Weights.Ensure(queries.Rows, keys);
            Product.Multiply(ThreadTeam.Single, queries, own.PackedKeys, weights);
            for (int query = 0; query < weights.Rows; query++)
            {
                Span<float> row = weights.RowSpan(query);
                TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
                TensorPrimitives.Exp(row, row);
                TensorPrimitives.Multiply(row, 1 / TensorPrimitives.Sum<float>(row), row);
            }

            return weights;
        }

        /// <summary>The gradient of Q K', from that of the softmax's output.</summary>
        private static Matrix ScoreGradient(Scratch own, Matrix weights, Matrix dOutput, Matrix values)
        {
            own.Packed.PackTransposed(values);
            Matrix gradient = own.ScoreGradient.Ensure(weights.Rows, weights.Columns);
            Product.Multiply(ThreadTeam.Single, dOutput, own.Packed, gradient);
            for (int query = 0; query < weights.Rows; query++)
            {
                Span<float> row = gradient.RowSpan(query);
                ReadOnlySpan<float> weight = weights.RowSpan(query);
                TensorPrimitives.Subtract(row, TensorPrimitives.Dot(row, weight), row);
                TensorPrimitives.Multiply(row, weight, row);
            }

            return gradient;
        }

        /// <summary>a' b</summary>
        private static Matrix Transposed(Scratch own, Matrix a, Matrix b)
        {
            Matrix product = own.Product.Ensure(a.Columns, b.Columns);
            product.Clear();
            Product.AddTransposed(ThreadTeam.Single, a, b, product);
            return product;
        }

        private Matrix Gather(MatrixBuffer buffer, Matrix from, int row, int length, int column, int size)
        {
            Matrix own = buffer.Ensure(length, size);
            for (int step = 0; step < length; step++)
                new ReadOnlySpan<float>(from.Row(batch.OffsetPointer[step] + row) + column, size).CopyTo(own.RowSpan(step));
            return own;
        }

        private void Scatter(Matrix own, Matrix to, int row, int column)
        {
            for (int step = 0; step < own.Rows; step++)
                own.RowSpan(step).CopyTo(new Span<float>(to.Row(batch.OffsetPointer[step] + row) + column, own.Columns));
        }
    }

    internal sealed class State
    {
        private Scratch[] _members = [];

        public Scratch[] Members(int count)
        {
            if (_members.Length < count)
                _members = [.. Enumerable.Range(0, count).Select(_ => new Scratch())];
            return _members;
        }
    }

    /// <summary>What one team member works with; each (L, size), (L, L), or in a prediction (256, L).</summary>
    internal sealed class Scratch
    {
        public MatrixBuffer Queries { get; } = new();

        public MatrixBuffer Keys { get; } = new();

        public MatrixBuffer Values { get; } = new();

        public MatrixBuffer Weights { get; } = new();

        public MatrixBuffer ScoreGradient { get; } = new();

        public MatrixBuffer Result { get; } = new();

        public MatrixBuffer Product { get; } = new();

        public PackedMatrix Packed { get; } = new();

        public PackedMatrix PackedKeys { get; } = new();
    }
}
