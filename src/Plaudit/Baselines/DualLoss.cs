namespace Plaudit.Baselines;

/// <summary>
/// A loss as its dual problem sees it: for each review a multiplier alpha, and a rule for the best alpha with all others fixed.
/// </summary>
internal abstract class DualLoss
{
    /// <summary>Moves one multiplier to the best place.</summary>
    /// <param name="row">The review.</param>
    /// <param name="margin">y (w x + b), with alpha's own part in it.</param>
    /// <param name="squaredLength">x x + 1, above 0.</param>
    /// <param name="alpha">The multiplier, at least 0; 0 at first.</param>
    /// <returns>How far it was from the best place, as a difference of margins or logits.</returns>
    public abstract double Step(int row, double margin, double squaredLength, ref double alpha);
}
