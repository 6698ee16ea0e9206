using FsCheck;
using FsCheck.Fluent;
using Plaudit.Baselines;
using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

public class CoordinateDescentTests
{
    private const int Words = 6;

    private static readonly SolverOptions s_exact = new(Cost: 1, Tolerance: 1e-10, MaximumPasses: 100_000);

    // At most 20 tokens a review: longer ones of so few words, counted, take more passes than the solver is given here.
    private static readonly Arbitrary<Problem> s_problems = (
        from rows in Gen.Choose(2, 12)
        from reviews in Gen.Choose(0, Words - 1).ArrayOf().Resize(20).ArrayOf(rows)
        from labels in Gen.Elements(true, false).ArrayOf(rows)
        from cost in Gen.Elements(0.1, 1, 4)
        from counted in Gen.Elements(true, false)
        select new Problem(reviews, labels, cost, counted)).ToArbitrary();

    [Fact]
    public void Logistic_regression_ends_where_the_gradient_of_its_objective_is_zero() =>
        Prop.ForAll(s_problems, problem => AssertOptimal(
            problem,
            new LogisticLoss(problem.Cost, problem.Reviews.Length),
            // d/dmargin of cost x ln(1 + exp(-margin)).
            margin => -problem.Cost / (1 + Math.Exp(margin)))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_support_vector_machine_ends_where_the_gradient_of_its_objective_is_zero() =>
        Prop.ForAll(s_problems, problem => AssertOptimal(
            problem,
            new SquaredHingeLoss(problem.Cost),
            margin => -2 * problem.Cost * Math.Max(0, 1 - margin))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_reviews_changes_the_way_and_not_the_end() =>
        Prop.ForAll(s_problems, problem =>
        {
            FeatureRows rows = BaselineRig.Rows(problem.Reviews, Words, problem.Counted);
            LinearFit first = Solve(rows, problem, seed: 1, s_exact);
            LinearFit second = Solve(rows, problem, seed: 2, s_exact);
            for (int i = 0; i < first.Weights.Length; i++)
                Assert.Equal(first.Weights[i], second.Weights[i], 1e-6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_seed_gives_the_same_bits() =>
        Prop.ForAll(s_problems, problem =>
        {
            FeatureRows rows = BaselineRig.Rows(problem.Reviews, Words, problem.Counted);
            SolverOptions early = s_exact with { MaximumPasses = 3 };
            Assert.Equal(Solve(rows, problem, seed: 7, early).Weights, Solve(rows, problem, seed: 7, early).Weights);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_scaled_column_acts_as_one_whose_values_are_scaled()
    {
        // Weights stand in contributions, so a column of ones scaled by 3 must come to 3 times the weight of a column of threes.
        int[][] ones = [[0], [0, 1], [1], [0]];
        int[][] threes = [[0, 0, 0], [0, 0, 0, 1], [1], [0, 0, 0]];
        bool[] labels = [true, false, false, true];
        LinearFit scaled = Solve(BaselineRig.Rows(ones, 2, counted: false).Scale([3, 1]), labels, 1);
        LinearFit counted = Solve(BaselineRig.Rows(threes, 2, counted: true), labels, 1);
        Assert.Equal(3 * counted.Weights[0], scaled.Weights[0], 1e-8);
        Assert.Equal(counted.Weights[1], scaled.Weights[1], 1e-8);
        Assert.Equal(counted.Bias, scaled.Bias, 1e-8);
    }

    [Fact]
    public void It_stops_when_told_to_and_when_cancelled()
    {
        var rows = BaselineRig.Rows([[0, 1], [1, 2], [2, 3], [0, 3]], Words, counted: false);
        bool[] labels = [true, false, true, false];
        var observer = new Passes();
        var stopping = new FittingOptions { Observer = observer, MustStop = () => observer.Count == 2 };
        CoordinateDescent.Solve(rows, labels, new LogisticLoss(1, 4), s_exact, 1, stopping);
        Assert.Equal(2, observer.Count);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => CoordinateDescent.Solve(rows, labels, new LogisticLoss(1, 4), s_exact, 1, new FittingOptions { Cancellation = source.Token }));
    }

    private static LinearFit Solve(FeatureRows rows, Problem problem, long seed, SolverOptions solver) =>
        CoordinateDescent.Solve(rows, problem.Labels, new LogisticLoss(problem.Cost, rows.Count), solver, seed, new FittingOptions());

    private static LinearFit Solve(FeatureRows rows, bool[] labels, long seed) =>
        CoordinateDescent.Solve(rows, labels, new LogisticLoss(1, rows.Count), s_exact, seed, new FittingOptions());

    /// <summary>gradient = w + sum of loss'(margin) y x, computed from the words themselves.</summary>
    private static void AssertOptimal(Problem problem, DualLoss loss, Func<double, double> slope)
    {
        FeatureRows rows = BaselineRig.Rows(problem.Reviews, Words, problem.Counted);
        LinearFit fit = CoordinateDescent.Solve(rows, problem.Labels, loss, s_exact, 3, new FittingOptions());
        double[] gradient = [.. fit.Weights, fit.Bias];
        for (int row = 0; row < problem.Reviews.Length; row++)
        {
            double[] values = new double[Words + 1];
            values[Words] = 1;
            foreach (int word in problem.Reviews[row])
                values[word] = problem.Counted ? values[word] + 1 : 1;
            double sign = problem.Labels[row] ? 1 : -1;
            double decision = fit.Bias + fit.Weights.Select((weight, i) => weight * values[i]).Sum();
            for (int i = 0; i <= Words; i++)
                gradient[i] += slope(sign * decision) * sign * values[i];
        }

        // Looser than the tolerance of the solver: a hard draw may use up its passes before it reaches that.
        Assert.All(gradient, value => Assert.Equal(0, value, 3e-5));
    }

    private sealed record Problem(int[][] Reviews, bool[] Labels, double Cost, bool Counted);

    private sealed class Passes : IFittingObserver
    {
        public int Count { get; private set; }

        public void Counted(int words, long parameters) => Assert.Fail("a solver counts nothing");

        public void Passed(int pass, double violation) => Assert.Equal(++Count, pass);
    }
}
