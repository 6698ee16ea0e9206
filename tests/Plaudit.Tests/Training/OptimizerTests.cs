using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Tests.Layers;
using Plaudit.Tests.Reference;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>Optimisers lead where Keras's rules lead.</summary>
public class OptimizerTests
{
    [Theory]
    [InlineData("sgd", "\"type\": \"sgd\", \"rate\": 0.1")]
    [InlineData("sgd with momentum", "\"type\": \"sgd\", \"rate\": 0.1, \"momentum\": 0.9")]
    [InlineData("rmsprop", "\"type\": \"rmsprop\", \"rate\": 0.01")]
    [InlineData("adam", "\"type\": \"adam\", \"rate\": 0.01")]
    public void Each_follows_its_golden_trajectory(string name, string json)
    {
        OptimizerGolden golden = LayersGolden.Optimizer(name);
        // Enough copies of the four golden weights that every member of a team has its share.
        const int Copies = 20;
        using var team = new ThreadTeam(3);
        (ParameterArena arena, Parameter parameter, Optimizer optimizer) = Rig(json, Copies * golden.Values.Length);
        for (int k = 0; k < parameter.Count; k++)
            parameter.Value[k] = (float)golden.Values[k % golden.Values.Length];
        Assert.All(optimizer.Slots, slot => Assert.Equal(arena.Values.Length, slot.Values.Length));
        for (int step = 0; step < golden.Gradients.Length; step++)
        {
            // Half the gradient, scaled back: as clipping does.
            for (int k = 0; k < parameter.Count; k++)
                parameter.Gradient[k] = (float)(2 * golden.Gradients[step][k % golden.Values.Length]);
            optimizer.Step(team, step + 1, golden.Options["rate"], gradientScale: 0.5);
            double[] expected = [.. Enumerable.Range(0, parameter.Count).Select(k => golden.Trajectory[step][k % golden.Values.Length])];
            Close.Check($"step {step}", expected, parameter.Value, tolerance: 1e-6);
            Assert.All(parameter.Gradient.ToArray(), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Decoupled_decay_shrinks_weights_before_the_step_whatever_the_gradient()
    {
        (_, Parameter parameter, Optimizer optimizer) = Rig("\"type\": \"sgd\", \"rate\": 0.1, \"weightDecay\": 0.5", 3);
        parameter.Value[0] = 2;
        parameter.Gradient[0] = 1;
        optimizer.Step(ThreadTeam.Single, 1, 0.1, 1);
        Assert.Equal((2 * 0.95) - 0.1, parameter.Value[0], 6);
        Assert.Equal(0, parameter.Value[1]);
        // A schedule that lowers the rate lowers the decay with it.
        optimizer.Step(ThreadTeam.Single, 2, 0.01, 1);
        Assert.Equal(1.8 * 0.995, parameter.Value[0], 6);
    }

    [Fact]
    public void Parameters_that_are_not_trainable_stay_as_they_are()
    {
        var arena = new ParameterArena();
        arena.Add("weights", [5], Initializers.Ones);
        Parameter statistic = arena.Add("moving", [5], Initializers.Ones, trainable: false);
        arena.AllocateValues();
        arena.AllocateGradients();
        arena.Initialize(1);
        arena.Gradients.Span.Fill(1);
        var options = OptimizerOptionsOf("\"type\": \"sgd\", \"rate\": 0.5, \"weightDecay\": 0.5");
        Optimizer.Create(options, arena).Step(ThreadTeam.Single, 1, 0.5, 1);
        Assert.All(arena.Parameters[0].Value.ToArray(), value => Assert.Equal(0.25f, value));
        Assert.All(statistic.Value.ToArray(), value => Assert.Equal(1, value));
        Assert.Throws<InvalidOperationException>(() => statistic.GradientMatrix);
    }

    [Theory]
    [InlineData("\"type\": \"adagrad\"", "$.training.optimizer.type: expected one of adam, rmsprop, sgd, found \"adagrad\"")]
    [InlineData("\"type\": \"sgd\", \"momentum\": 1", "$.training.optimizer.momentum: expected a number from 0 below 1, found 1")]
    [InlineData("\"type\": \"adam\", \"momentum\": 0.9", "$.training.optimizer.momentum: unknown key")]
    [InlineData("\"type\": \"sgd\", \"rho\": 0.9", "$.training.optimizer.rho: unknown key")]
    [InlineData("\"weightDecay\": -1", "$.training.optimizer.weightDecay: expected a number from 0")]
    public void Constants_out_of_range_or_of_another_rule_are_refused(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => OptimizerOptionsOf(json)).Message);

    [Fact]
    public void Rates_default_as_in_Keras()
    {
        Assert.Equal(0.01, OptimizerOptionsOf("\"type\": \"sgd\"").Rate);
        Assert.Equal(0.001, OptimizerOptionsOf("\"type\": \"rmsprop\"").Rate);
        Assert.Equal(0.001, OptimizerOptionsOf("").Rate);
    }

    private static OptimizerOptions OptimizerOptionsOf(string json) => TrainingRig.Options($"\"optimizer\": {{ {json} }}").Optimizer;

    private static (ParameterArena Arena, Parameter Parameter, Optimizer Optimizer) Rig(string json, int count)
    {
        var arena = new ParameterArena();
        Parameter parameter = arena.Add("w", [count], Initializers.Zeros);
        arena.AllocateValues();
        arena.AllocateGradients();
        return (arena, parameter, Optimizer.Create(OptimizerOptionsOf(json), arena));
    }
}
