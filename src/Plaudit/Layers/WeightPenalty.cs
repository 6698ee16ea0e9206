namespace Plaudit.Layers;

/// <summary>
/// What a step's loss grows by for large weights, by Keras's regularizers: l1 times the sum of |w|, plus l2 times the sum of w^2 (not halved, not
/// divided by anything).
/// </summary>
/// <param name="L1">Nats for each unit of |w|, 0 or more.</param>
/// <param name="L2">Nats for each unit of w^2, 0 or more.</param>
internal readonly record struct WeightPenalty(double L1, double L2)
{
    public bool IsNone => L1 == 0 && L2 == 0;

    public static WeightPenalty Read(JsonSection json) =>
        new(json.Number("l1", 0, double.PositiveInfinity, 0), json.Number("l2", 0, double.PositiveInfinity, 0));
}
