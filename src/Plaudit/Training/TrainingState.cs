using System.Text.Json;

namespace Plaudit.Training;

/// <summary>
/// The position of a training. Together with weights, optimiser slots and seed it decides everything that follows, so a checkpoint holds just these.
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

    /// <summary>Seconds that the training has taken in all, preparations and validations included, the time between its parts not counted.</summary>
    public double Elapsed { get; set; }

    /// <summary>The epochs done.</summary>
    public List<EpochResult> History { get; init; } = [];

    /// <summary>Refuses a position that no training of this recipe on these reviews can have.</summary>
    /// <param name="epochs">Of the recipe.</param>
    /// <param name="batchSize">Of the recipe.</param>
    /// <param name="reviews">Training reviews.</param>
    /// <exception cref="JsonException">A value is impossible; the message names it.</exception>
    public void Check(int epochs, int batchSize, int reviews)
    {
        int batches = (reviews + batchSize - 1) / batchSize;
        Recorded.Require("epoch", Epoch, 1, epochs + 1);
        Recorded.Require("batch", Batch, 0, Epoch > epochs ? 0 : batches);
        Recorded.Require("step", Step, ((Epoch - 1L) * batches) + Batch, ((Epoch - 1L) * batches) + Batch);
        long seen = Math.Min((long)Batch * batchSize, reviews);
        Recorded.Require("seen", Seen, seen, seen);
        Recorded.Require("correct", Correct, 0, Seen);
        Recorded.Require("lossSum", LossSum);
        Recorded.Require("seconds", Seconds, Recorded.LongestSeconds);
        Recorded.Require("elapsed", Elapsed, Recorded.LongestSeconds);
        Recorded.Require("the number of epochs in the history", History.Count, Epoch - 1, Epoch - 1);
        for (int i = 0; i < History.Count; i++)
            Recorded.Require($"the epoch of line {i + 1} of the history", History[i].Epoch, i + 1, i + 1);
    }

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
