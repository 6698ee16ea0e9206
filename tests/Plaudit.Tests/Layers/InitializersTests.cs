using Plaudit.Layers;

namespace Plaudit.Tests.Layers;

/// <summary>Weights start as Keras's do.</summary>
public class InitializersTests
{
    [Fact]
    public void Embeddings_are_uniform_within_a_twentieth() => AssertUniform(0.05, Values(Initializers.Uniform, [200, 50]));

    [Fact]
    public void Glorots_limit_comes_from_both_sides_of_the_whole_matrix() =>
        AssertUniform(Math.Sqrt(6.0 / (100 + 512)), Values(Initializers.GlorotUniform, [100, 512]));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(128)]
    public void Recurrent_kernels_have_orthonormal_rows(int units)
    {
        float[] values = Values(Initializers.Orthogonal, [units, 4 * units]);
        for (int a = 0; a < units; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int column = 0; column < 4 * units; column++)
                    dot += (double)values[(a * 4 * units) + column] * values[(b * 4 * units) + column];
                Assert.Equal(a == b ? 1 : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void Orthogonal_rows_are_refused_where_there_are_more_rows_than_columns() =>
        Assert.Throws<ArgumentException>(() => Values(Initializers.Orthogonal, [5, 4]));

    [Fact]
    public void Biases_are_zero_but_for_the_forget_gates() =>
        Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], Values(Initializers.ForgetGateOnes, [12]));

    [Fact]
    public void Zeros_and_ones_are_what_they_say()
    {
        Assert.All(Values(Initializers.Zeros, [33]), value => Assert.Equal(0, value));
        Assert.All(Values(Initializers.Ones, [33]), value => Assert.Equal(1, value));
    }

    [Fact]
    public void A_stack_draws_each_parameter_from_its_layers_initialiser()
    {
        var arena = new ParameterArena();
        LayerBuilder.BuildStack([new Embedding(8), new Lstm(4), new Dense(1)], arena, 50);
        arena.AllocateValues();
        arena.Initialize(1);
        Assert.Equal(
            ["0.embedding.embeddings", "1.lstm.kernel", "1.lstm.recurrent_kernel", "1.lstm.bias", "2.dense.kernel", "2.dense.bias"],
            arena.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(
            [Initializers.Uniform, Initializers.GlorotUniform, Initializers.Orthogonal, Initializers.ForgetGateOnes, Initializers.GlorotUniform,
                Initializers.Zeros],
            arena.Parameters.Select(parameter => parameter.Initializer));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        Assert.Equal(Values(Initializers.GlorotUniform, [7, 9]), Values(Initializers.GlorotUniform, [7, 9]));
        Assert.NotEqual(Values(Initializers.GlorotUniform, [7, 9]), Values(Initializers.GlorotUniform, [7, 9], seed: 2));
        Assert.Equal(Values(Initializers.Orthogonal, [3, 12]), Values(Initializers.Orthogonal, [3, 12]));
        Assert.NotEqual(Values(Initializers.Orthogonal, [3, 12]), Values(Initializers.Orthogonal, [3, 12], seed: 2));
    }

    [Fact]
    public void Parameters_of_the_same_shape_differ()
    {
        var arena = new ParameterArena();
        Parameter first = arena.Add("first", [5, 7], Initializers.GlorotUniform);
        Parameter second = arena.Add("second", [5, 7], Initializers.GlorotUniform);
        arena.AllocateValues();
        arena.Initialize(1);
        Assert.NotEqual(first.Value.ToArray(), second.Value.ToArray());
    }

    /// <summary>Within the limit, reaching close to it on both sides, with the mean and variance of the uniform distribution.</summary>
    private static void AssertUniform(double limit, float[] values)
    {
        Assert.InRange(values.Max(), 0.99 * limit, limit * (1 + 1e-6));
        Assert.InRange(values.Min(), -limit * (1 + 1e-6), -0.99 * limit);
        Assert.InRange(values.Average(), -0.03 * limit, 0.03 * limit);
        Assert.InRange(values.Average(value => (double)value * value) * 3 / (limit * limit), 0.96, 1.04);
    }

    private static float[] Values(Initializer initializer, int[] shape, long seed = 1)
    {
        var arena = new ParameterArena();
        Parameter parameter = arena.Add("weights", shape, initializer);
        arena.AllocateValues();
        parameter.Value.Fill(float.NaN);
        arena.Initialize(seed);
        return parameter.Value.ToArray();
    }
}
