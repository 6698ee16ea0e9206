namespace Plaudit.Recipes;

/// <summary>An update rule and its constants, named as in Keras. Immutable; one record a rule.</summary>
/// <param name="Rate">The learning rate, 1e-12 to 1000.</param>
public abstract record OptimizerOptions(double Rate)
{
    private protected const string RateDescription = "The learning rate.";
    private protected const string EpsilonDescription = "Keeps the division by the root of the mean square finite.";
    private protected const string DecayDescription = "Decoupled weight decay: each step takes rate times this share off every weight.";

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter 2019; Keras's <c>weight_decay</c>): before each step every trainable weight shrinks by this
    /// share times the learning rate. 0 to 1000. Default 0.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The rules that a recipe may name.</summary>
    internal static OptionKinds<OptimizerOptions> Kinds { get; } = new(byDefault: "adam", Adam.Options, RmsProp.Options, Sgd.Options);

    private protected static OptionValue<double> RateValue => Values.Number(1e-12, 1000);

    private protected static OptionValue<double> EpsilonValue => Values.Number(1e-30, 1);

    private protected static OptionValue<double> DecayValue => Values.Number(0, 1000);

    /// <summary>Its name in JSON and its options.</summary>
    internal abstract OptionKind<OptimizerOptions> Kind { get; }
}

/// <summary>Adam (Kingma and Ba 2015) by Keras's rule.</summary>
/// <param name="Rate">The learning rate, 1e-12 to 1000. Default 0.001.</param>
public sealed record Adam(double Rate = 0.001) : OptimizerOptions(Rate)
{
    internal static readonly OptionKind<OptimizerOptions, Adam> Options = new("adam", () =>
        new OptionTable<Adam>("Adam (Kingma and Ba 2015) by Keras's rule.", new Adam())
            .Add("rate", RateValue, RateDescription, x => x.Rate, (x, v) => x with { Rate = v })
            .Add("beta1", Values.Number(0, 1, exclusive: true), "Decay of the mean gradient.", x => x.Beta1, (x, v) => x with { Beta1 = v })
            .Add("beta2", Values.Number(0, 1, exclusive: true), "Decay of the mean squared gradient.", x => x.Beta2, (x, v) => x with { Beta2 = v })
            .Add("epsilon", EpsilonValue, EpsilonDescription, x => x.Epsilon, (x, v) => x with { Epsilon = v })
            .Add("weightDecay", DecayValue, DecayDescription, x => x.WeightDecay, (x, v) => x with { WeightDecay = v }));

    /// <summary>Decay of the mean gradient, in [0, 1). Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean squared gradient, in [0, 1). Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square, 1e-30 to 1. Default 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    internal override OptionKind<OptimizerOptions> Kind => Options;
}

/// <summary>RMSprop (Tieleman and Hinton 2012) by Keras's rule.</summary>
/// <param name="Rate">The learning rate, 1e-12 to 1000. Default 0.001.</param>
public sealed record RmsProp(double Rate = 0.001) : OptimizerOptions(Rate)
{
    internal static readonly OptionKind<OptimizerOptions, RmsProp> Options = new("rmsprop", () =>
        new OptionTable<RmsProp>("RMSprop by Keras's rule.", new RmsProp())
            .Add("rate", RateValue, RateDescription, x => x.Rate, (x, v) => x with { Rate = v })
            .Add("rho", Values.Number(0, 1, exclusive: true), "Decay of the mean squared gradient.", x => x.Rho, (x, v) => x with { Rho = v })
            .Add("epsilon", EpsilonValue, EpsilonDescription, x => x.Epsilon, (x, v) => x with { Epsilon = v })
            .Add("weightDecay", DecayValue, DecayDescription, x => x.WeightDecay, (x, v) => x with { WeightDecay = v }));

    /// <summary>Decay of the mean squared gradient, in [0, 1). Default 0.9.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>Added under the root, 1e-30 to 1. Default 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    internal override OptionKind<OptimizerOptions> Kind => Options;
}

/// <summary>Stochastic gradient descent with optional momentum, by Keras's rule.</summary>
/// <param name="Rate">The learning rate, 1e-12 to 1000. Default 0.01.</param>
public sealed record Sgd(double Rate = 0.01) : OptimizerOptions(Rate)
{
    internal static readonly OptionKind<OptimizerOptions, Sgd> Options = new("sgd", () =>
        new OptionTable<Sgd>("Gradient descent with optional momentum.", new Sgd())
            .Add("rate", RateValue, RateDescription, x => x.Rate, (x, v) => x with { Rate = v })
            .Add(
                "momentum",
                Values.Number(0, 1, exclusive: true),
                "How much of the last step is taken again.",
                x => x.Momentum,
                (x, v) => x with { Momentum = v })
            .Add("weightDecay", DecayValue, DecayDescription, x => x.WeightDecay, (x, v) => x with { WeightDecay = v }));

    /// <summary>How much of the last change goes into the next, in [0, 1). Default 0.</summary>
    public double Momentum { get; init; }

    internal override OptionKind<OptimizerOptions> Kind => Options;
}
