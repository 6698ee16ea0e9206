namespace Plaudit.Recipes;

/// <summary>An update rule and its constants, named as in Keras. Immutable. A constant of another rule than the one named is refused.</summary>
/// <param name="Type"><c>adam</c>, <c>rmsprop</c> or <c>sgd</c>.</param>
/// <param name="Rate">The learning rate, above 0. Default 0.001; of sgd 0.01.</param>
/// <param name="Beta1">Adam: decay of the mean gradient, in [0, 1). Default 0.9.</param>
/// <param name="Beta2">Adam: decay of the mean squared gradient, in [0, 1). Default 0.999.</param>
/// <param name="Epsilon">Adam: added to the root of the mean square; RMSprop: added under the root; above 0. Default 1e-7.</param>
public sealed record OptimizerOptions(string Type, double Rate, double Beta1, double Beta2, double Epsilon)
{
    /// <summary>Sgd: how much of the last change goes into the next, in [0, 1). Default 0.</summary>
    public double Momentum { get; init; }

    /// <summary>RMSprop: decay of the mean squared gradient, in [0, 1). Default 0.9.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter 2019; Keras's <c>weight_decay</c>): before each step every trainable weight shrinks by this share times
    /// the learning rate. 0 or more. Default 0.
    /// </summary>
    public double WeightDecay { get; init; }

    internal static OptimizerOptions Read(JsonSection json)
    {
        string type = json.Choice("type", "adam", "adam", "rmsprop", "sgd");
        (bool adam, bool rmsprop, bool sgd) = (type == "adam", type == "rmsprop", type == "sgd");
        var options = new OptimizerOptions(
            type,
            json.Number("rate", 1e-12, 1000, sgd ? 0.01 : 0.001),
            adam ? json.Number("beta1", 0, 1, 0.9, exclusive: true) : 0.9,
            adam ? json.Number("beta2", 0, 1, 0.999, exclusive: true) : 0.999,
            sgd ? 1e-7 : json.Number("epsilon", 1e-30, 1, 1e-7))
        {
            Momentum = sgd ? json.Number("momentum", 0, 1, 0, exclusive: true) : 0,
            Rho = rmsprop ? json.Number("rho", 0, 1, 0.9, exclusive: true) : 0.9,
            WeightDecay = json.Number("weightDecay", 0, 1000, 0),
        };
        json.RefuseUnknown();
        return options;
    }
}
