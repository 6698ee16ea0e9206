using System.Numerics.Tensors;

namespace Plaudit.Layers;

/// <summary>What a dense layer applies to each feature.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,
}

/// <summary>The activations of a dense layer, in place on one row of at most a few hundred features.</summary>
internal static class DenseActivation
{
    public static void Apply(Activation activation, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(values, 0f, values);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(values, values);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(values, values);
                break;
            default:
                break;
        }
    }

    /// <summary>Turns the gradient of the activation's output into that of its input.</summary>
    public static void Backward(Activation activation, ReadOnlySpan<float> output, Span<float> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= activation switch
            {
                Activation.Relu => output[i] > 0 ? 1 : 0,
                Activation.Tanh => 1 - (output[i] * output[i]),
                Activation.Sigmoid => output[i] * (1 - output[i]),
                _ => 1,
            };
        }
    }
}
