namespace Plaudit.Layers;

/// <summary>
/// What a step's loss grows by for large weights, by Keras's regularizers: l1 times the sum of |w|, plus l2 times the sum of w^2 (not halved, not
/// divided by anything).
/// </summary>
/// <param name="L1">Nats for each unit of |w|, 0 or more. Default 0.</param>
/// <param name="L2">Nats for each unit of w^2, 0 or more. Default 0.</param>
public readonly record struct WeightPenalty(double L1 = 0, double L2 = 0)
{
    internal static readonly OptionTable<WeightPenalty> Table = new OptionTable<WeightPenalty>("A price on large weights.", default)
        .Add("l1", Values.Number(0), "Weight penalty: l1 times the sum of |w|, added to the loss.", x => x.L1, (x, v) => x with { L1 = v })
        .Add("l2", Values.Number(0), "Weight penalty: l2 times the sum of w squared, added to the loss.", x => x.L2, (x, v) => x with { L2 = v });

    internal bool IsNone => L1 == 0 && L2 == 0;
}
