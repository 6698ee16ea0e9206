using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// The loss of a positive or negative answer: -y log p - (1 - y) log(1 - p) with p = sigmoid(logit), in nats, averaged over the batch.
/// Computed from logits by log-sum-exp (Keras with <c>from_logits</c>), so no probability is clipped.
/// </summary>
internal static class BinaryCrossEntropy
{
    /// <summary>Adds up the loss of a batch.</summary>
    /// <param name="logits">(B)</param>
    /// <param name="targets">(B) 0 or 1.</param>
    /// <param name="gradient">(B) receives d(mean loss)/d(logit); empty where none is wanted.</param>
    /// <param name="correct">How many logits are on the right side; a logit of exactly 0 counts as negative.</param>
    /// <param name="weights">
    /// What each review's loss and gradient are multiplied by, or null for 1. The mean still divides by B, as Keras's does.
    /// </param>
    /// <returns>The sum of the losses, not their mean.</returns>
    public static double Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient, out int correct, ClassWeights? weights = null)
    {
        double sum = 0;
        correct = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double x = logits[i];
            double y = targets[i];
            double weight = weights is null ? 1 : y > 0.5 ? weights.Positive : weights.Negative;
            sum += weight * (Math.Max(x, 0) - (x * y) + Math.Log(1 + Math.Exp(-Math.Abs(x))));
            correct += Decision.OfLogit(x) == Decision.Of(y) ? 1 : 0;
            if (!gradient.IsEmpty)
                gradient[i] = (float)(weight * ((1 / (1 + Math.Exp(-x))) - y) / logits.Length);
        }

        return sum;
    }
}
