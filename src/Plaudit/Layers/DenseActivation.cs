using System.Numerics.Tensors;

namespace Plaudit.Layers;

/// <summary>The activations of a dense layer, in place on one row of at most a few hundred features.</summary>
internal static class DenseActivation
{
    public static readonly IReadOnlyList<string> Names = ["linear", "relu", "tanh", "sigmoid"];

    public static void Apply(string name, Span<float> values)
    {
        switch (name)
        {
            case "relu":
                TensorPrimitives.Max(values, 0f, values);
                break;
            case "tanh":
                TensorPrimitives.Tanh(values, values);
                break;
            case "sigmoid":
                TensorPrimitives.Sigmoid(values, values);
                break;
            default:
                break;
        }
    }

    /// <summary>Turns the gradient of the activation's output into that of its input.</summary>
    public static void Backward(string name, ReadOnlySpan<float> output, Span<float> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= name switch
            {
                "relu" => output[i] > 0 ? 1 : 0,
                "tanh" => 1 - (output[i] * output[i]),
                "sigmoid" => output[i] * (1 - output[i]),
                _ => 1,
            };
        }
    }
}
