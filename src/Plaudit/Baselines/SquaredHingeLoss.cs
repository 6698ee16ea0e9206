namespace Plaudit.Baselines;

/// <summary>
/// cost x max(0, 1 - margin)^2, the loss of scikit-learn's <c>LinearSVC</c>: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent
/// method for large-scale linear SVM", ICML 2008, algorithm 1 with an L2 loss.
/// </summary>
internal sealed class SquaredHingeLoss(double cost) : DualLoss
{
    private readonly double _diagonal = 0.5 / cost;

    public override double Step(int row, double margin, double squaredLength, ref double alpha)
    {
        double gradient = margin - 1 + (_diagonal * alpha);
        // At 0 a multiplier can only rise.
        if (alpha == 0 && gradient >= 0)
            return 0;
        alpha = Math.Max(0, alpha - (gradient / (squaredLength + _diagonal)));
        return Math.Abs(gradient);
    }
}
