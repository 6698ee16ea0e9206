namespace Plaudit.Baselines;

/// <summary>
/// cost x ln(1 + exp(-margin)), the loss of logistic regression: Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and
/// maximum entropy models", Machine Learning 85, 2011. The problem of one multiplier is solved for its logit t, with alpha = cost x sigmoid(t):
/// there <c>h(t) = margin + length (alpha(t) - alpha) + t</c> rises everywhere with slope 1 or more, so that its zero is bracketed and no logarithm
/// of a number near 0 is taken.
/// </summary>
internal sealed class LogisticLoss(double cost, int rows) : DualLoss
{
    private const double Precision = 1e-13;
    private const int MaximumSteps = 100;

    // Not a number until a review is looked at for the first time.
    private readonly double[] _logits = [.. Enumerable.Repeat(double.NaN, rows)];

    public override double Step(int row, double margin, double squaredLength, ref double alpha)
    {
        bool first = double.IsNaN(_logits[row]);
        double violation = first ? double.PositiveInfinity : Math.Abs(margin + _logits[row]);
        // Where alpha(t) is 0 and where it is all of the cost.
        double level = (squaredLength * alpha) - margin;
        double high = level;
        double low = level - (squaredLength * cost);
        double t = first ? (low + high) / 2 : _logits[row];
        double moved = 0;
        for (int step = 0; step < MaximumSteps; step++)
        {
            double share = 1 / (1 + Math.Exp(-t));
            moved = cost * share;
            double height = t - level + (squaredLength * moved);
            if (height > 0)
                high = Math.Min(high, t);
            else
                low = Math.Max(low, t);
            double slope = 1 + (squaredLength * moved * (1 - share));
            double next = t - (height / slope);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            bool done = Math.Abs(next - t) <= Precision * Math.Max(1, Math.Abs(t));
            t = next;
            if (done)
                break;
        }

        _logits[row] = t;
        alpha = moved;
        return violation;
    }
}
