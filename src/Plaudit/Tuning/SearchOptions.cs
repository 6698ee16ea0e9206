using Plaudit.Recipes;

namespace Plaudit.Tuning;

/// <summary>How a space is searched. Immutable.</summary>
/// <param name="Halving">
/// Whether trials are stopped early by asynchronous successive halving (ASHA), or each gets all its epochs (random search). Default ASHA.
/// </param>
/// <param name="Reduction">
/// Of how many trials of a rung one is promoted to the next, and how many times longer that trains: 2 to 10. Default 3.
/// </param>
/// <param name="MinEpochs">Epochs of the first rung, 1 to 100,000. Default 1.</param>
/// <param name="Objective">The figure of the validation part that trials are compared by. Default accuracy.</param>
public sealed record SearchOptions(bool Halving = true, int Reduction = 3, int MinEpochs = 1, MonitoredFigure Objective = MonitoredFigure.Accuracy)
{
    private const string Asha = "asha";
    private const string Random = "random";

    internal static SearchOptions Read(JsonSection json)
    {
        bool halving = json.Choice("kind", Asha, Asha, Random) != Random;
        var options = new SearchOptions(
            halving,
            halving ? json.Integer("reduction", 2, 10, 3) : 3,
            halving ? json.Integer("minEpochs", 1, 100_000, 1) : 1,
            json.Choice("objective", "accuracy", "accuracy", "loss") == "loss" ? MonitoredFigure.Loss : MonitoredFigure.Accuracy);
        json.RefuseUnknown();
        return options;
    }

    /// <summary>The epochs at which trials are compared, least first: each reduction times as many as the one before, the last all of them.</summary>
    /// <param name="maxEpochs">The most epochs that a trial can have.</param>
    internal int[] Rungs(int maxEpochs)
    {
        var rungs = new List<int>();
        for (long epochs = MinEpochs; Halving && epochs < maxEpochs; epochs *= Reduction)
            rungs.Add((int)epochs);
        return [.. rungs, maxEpochs];
    }
}
