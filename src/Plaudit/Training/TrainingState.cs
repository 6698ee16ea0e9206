namespace Plaudit.Training;

/// <summary>
/// How far a training has come. Together with weights, optimiser slots and seed it decides everything that follows, so a checkpoint holds just these.
/// </summary>
internal sealed class TrainingState
{
    /// <summary>The epoch in progress, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Batches of it that are done.</summary>
    public int Batch { get; set; }

    /// <summary>Steps done in all.</summary>
    public long Step { get; set; }

    /// <summary>Sum of the losses of this epoch's reviews so far.</summary>
    public double LossSum { get; set; }

    /// <summary>Right answers in this epoch so far.</summary>
    public long Correct { get; set; }

    /// <summary>Reviews seen in this epoch so far.</summary>
    public long Seen { get; set; }

    /// <summary>Seconds spent on this epoch so far.</summary>
    public double Seconds { get; set; }

    /// <summary>The epochs done.</summary>
    public List<EpochResult> History { get; init; } = [];

    /// <summary>Closes the epoch in progress.</summary>
    public EpochResult Finish(double validationLoss, double validationAccuracy, double rate, bool best)
    {
        var result = new EpochResult(
            Epoch, LossSum / Seen, (double)Correct / Seen, validationLoss, validationAccuracy, Seconds, Seconds > 0 ? Seen / Seconds : 0)
        { Rate = rate, Best = best };
        History.Add(result);
        Epoch++;
        Batch = 0;
        LossSum = 0;
        Correct = 0;
        Seen = 0;
        Seconds = 0;
        return result;
    }
}
