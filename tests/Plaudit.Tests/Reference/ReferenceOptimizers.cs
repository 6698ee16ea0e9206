namespace Plaudit.Tests.Reference;

/// <summary>Keras's Adam: w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).</summary>
internal sealed class ReferenceAdam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
{
    private double[] _m = [];
    private double[] _v = [];
    private int _step;

    public void Step(Span<double> values, ReadOnlySpan<double> gradients)
    {
        if (_step++ == 0)
            (_m, _v) = (new double[values.Length], new double[values.Length]);
        double corrected = rate * Math.Sqrt(1 - Math.Pow(beta2, _step)) / (1 - Math.Pow(beta1, _step));
        for (int k = 0; k < values.Length; k++)
        {
            _m[k] = (beta1 * _m[k]) + ((1 - beta1) * gradients[k]);
            _v[k] = (beta2 * _v[k]) + ((1 - beta2) * gradients[k] * gradients[k]);
            values[k] -= corrected * _m[k] / (Math.Sqrt(_v[k]) + epsilon);
        }
    }
}

/// <summary>Keras's gradient descent with momentum: velocity = momentum velocity - rate g; w += velocity.</summary>
internal sealed class ReferenceSgd(double rate = 0.01, double momentum = 0)
{
    private double[] _velocity = [];

    public void Step(Span<double> values, ReadOnlySpan<double> gradients)
    {
        if (_velocity.Length == 0)
            _velocity = new double[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            _velocity[k] = (momentum * _velocity[k]) - (rate * gradients[k]);
            values[k] += _velocity[k];
        }
    }
}

/// <summary>Keras's RMSprop: v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + epsilon), with epsilon under the root.</summary>
internal sealed class ReferenceRmsProp(double rate = 0.001, double rho = 0.9, double epsilon = 1e-7)
{
    private double[] _v = [];

    public void Step(Span<double> values, ReadOnlySpan<double> gradients)
    {
        if (_v.Length == 0)
            _v = new double[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            _v[k] = (rho * _v[k]) + ((1 - rho) * gradients[k] * gradients[k]);
            values[k] -= rate * gradients[k] / Math.Sqrt(_v[k] + epsilon);
        }
    }
}

/// <summary>Scales all gradients together so that their common Euclidean norm is at most the limit (TensorFlow's clip_by_global_norm).</summary>
internal static class ReferenceClipping
{
    /// <summary>Scales in place and returns the norm as it was before.</summary>
    public static double ByGlobalNorm(IReadOnlyList<Array> gradients, double limit)
    {
        double squares = 0;
        foreach (Array gradient in gradients)
        {
            foreach (double value in gradient.Flat())
                squares += value * value;
        }

        double norm = Math.Sqrt(squares);
        foreach (Array gradient in gradients)
        {
            foreach (ref double value in gradient.Flat())
                value *= limit / Math.Max(norm, limit);
        }

        return norm;
    }
}
