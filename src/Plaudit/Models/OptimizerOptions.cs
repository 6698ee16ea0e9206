namespace Plaudit.Models;

/// <summary>An update rule and its constants, named as in Keras. Immutable.</summary>
/// <param name="Type"><c>adam</c>.</param>
/// <param name="Rate">The learning rate, above 0. Default 0.001.</param>
/// <param name="Beta1">Adam: decay of the mean gradient, in [0, 1). Default 0.9.</param>
/// <param name="Beta2">Adam: decay of the mean squared gradient, in [0, 1). Default 0.999.</param>
/// <param name="Epsilon">Added to the root of the mean square, above 0. Default 1e-7.</param>
public sealed record OptimizerOptions(string Type, double Rate, double Beta1, double Beta2, double Epsilon)
{
    internal static OptimizerOptions Read(JsonSection json)
    {
        var options = new OptimizerOptions(
            json.Choice("type", "adam", "adam"),
            json.Number("rate", 1e-12, 1000, 0.001),
            json.Number("beta1", 0, 1, 0.9, exclusive: true),
            json.Number("beta2", 0, 1, 0.999, exclusive: true),
            json.Number("epsilon", 1e-30, 1, 1e-7));
        json.RefuseUnknown();
        return options;
    }
}
