namespace Plaudit.Tests.Reference;

/// <summary>Mean over the rows of -ln(the probability that sigmoid(logit) gives to the label), and its gradient by the logits.</summary>
internal static class ReferenceBinaryCrossEntropy
{
    public static (double Loss, double[] DLogits) Compute(double[] logits, int[] labels)
    {
        double loss = 0;
        double[] dLogits = new double[logits.Length];
        for (int row = 0; row < logits.Length; row++)
        {
            // ln(1 + e^z) - z y, in the form that does not overflow.
            double softplus = Math.Max(logits[row], 0) + Math.Log(1 + Math.Exp(-Math.Abs(logits[row])));
            loss += (softplus - (logits[row] * labels[row])) / logits.Length;
            dLogits[row] = (ReferenceArrays.Sigmoid(logits[row]) - labels[row]) / logits.Length;
        }

        return (loss, dLogits);
    }
}
