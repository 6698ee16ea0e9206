using System.Numerics.Tensors;
using Plaudit.Layers;

namespace Plaudit.Training;

/// <summary>Adds the layers' L1 and L2 penalties to a step's loss, once a step whatever the batch size, as Keras does.</summary>
internal static class WeightPenalties
{
    /// <summary>Adds the penalties' gradients: l1 sign(w) + 2 l2 w.</summary>
    /// <returns>The sum of all penalties, in nats.</returns>
    public static double Add(IReadOnlyList<Parameter> parameters)
    {
        double sum = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            WeightPenalty penalty = parameters[i].Penalty;
            if (penalty.IsNone)
                continue;
            ReadOnlySpan<float> values = parameters[i].Value;
            Span<float> gradient = parameters[i].Gradient;
            if (penalty.L2 > 0)
            {
                sum += penalty.L2 * TensorPrimitives.SumOfSquares(values);
                TensorPrimitives.MultiplyAdd(values, (float)(2 * penalty.L2), gradient, gradient);
            }

            if (penalty.L1 > 0)
            {
                sum += penalty.L1 * TensorPrimitives.SumOfMagnitudes(values);
                float l1 = (float)penalty.L1;
                for (int k = 0; k < values.Length; k++)
                    gradient[k] += values[k] > 0 ? l1 : values[k] < 0 ? -l1 : 0;
            }
        }

        return sum;
    }
}
