using Plaudit.Recipes;

namespace Plaudit.Baselines;

/// <summary>A linear model: logit or margin = row x weights + bias.</summary>
/// <param name="Weights">(features), in the units of <see cref="FeatureRows"/>.</param>
/// <param name="Bias">The weight of a feature that is always 1; penalised like the others, as in LIBLINEAR.</param>
internal sealed record LinearFit(double[] Weights, double Bias);

/// <summary>
/// Minimises |w|^2 / 2 + sum of losses, bias included in w, review by review in the dual: LIBLINEAR's objective and way, so that scikit-learn's
/// <c>LinearSVC</c> and <c>LogisticRegression(solver="liblinear")</c> reach the same weights. The order of reviews is drawn from the seed for each
/// pass.
/// </summary>
internal static class CoordinateDescent
{
    /// <summary>Solves the problem.</summary>
    /// <param name="rows">(reviews, features).</param>
    /// <param name="positive">(reviews) the labels.</param>
    /// <param name="loss">The loss; used for this one problem.</param>
    /// <param name="solver">When to stop.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="options">Whom to tell and ask.</param>
    public static LinearFit Solve(FeatureRows rows, bool[] positive, DualLoss loss, SolverOptions solver, long seed, FittingOptions options)
    {
        double[] weights = new double[rows.Features];
        double bias = 0;
        double[] alphas = new double[rows.Count];
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        double[] squaredLengths = [.. order.Select(row => rows.SquaredLength(row) + 1)];
        for (int pass = 1; pass <= solver.MaximumPasses; pass++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            new SeededRandom(seed, pass).Shuffle(order.AsSpan());
            double worst = 0;
            foreach (int row in order)
            {
                double sign = positive[row] ? 1 : -1;
                double before = alphas[row];
                double margin = sign * (rows.Dot(row, weights) + bias);
                worst = Math.Max(worst, loss.Step(row, margin, squaredLengths[row], ref alphas[row]));
                double change = sign * (alphas[row] - before);
                if (change == 0)
                    continue;
                rows.Add(row, change, weights);
                bias += change;
            }

            options.Observer?.Passed(pass, worst);
            if (worst <= solver.Tolerance || options.MustStop?.Invoke() == true)
                break;
        }

        return new LinearFit(weights, bias);
    }
}
