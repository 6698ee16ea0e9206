using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>Receives progress of a training, on the training thread: return quickly.</summary>
public interface ITrainingObserver
{
    /// <summary>The split is made and the vocabulary built.</summary>
    void Prepared(TrainingData data, int vocabulary, long parameters);

    /// <summary>The recipe's word vectors were read. Not called for a resumed run, whose weights already hold them.</summary>
    void VectorsRead(VectorCoverage coverage)
    {
    }

    /// <summary>A baseline, which has no steps and epochs, is being fitted: its solver has looked at every review once more.</summary>
    /// <param name="pass">From 1; a support vector machine begins again at 1 after its calibration.</param>
    /// <param name="violation">How far the worst review's margin or logit was from where it must be; falls to the recipe's tolerance.</param>
    void Fitting(int pass, double violation)
    {
    }

    /// <summary>A step is done.</summary>
    void Stepped(StepProgress progress);

    /// <summary>An epoch is done and validated.</summary>
    void Finished(EpochResult epoch);

    /// <summary>Training is over, and the model is evaluated.</summary>
    /// <param name="name">Which reviews it is evaluated on, in words.</param>
    /// <param name="reviews">How many they are.</param>
    void Evaluating(string name, int reviews);
}

/// <summary>The progress of a training within an epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches of the epoch that are done.</param>
/// <param name="Batches">Batches of the epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far, nats.</param>
/// <param name="Accuracy">Share of right answers in the epoch so far.</param>
/// <param name="ReviewsPerSecond">In this epoch so far.</param>
public readonly record struct StepProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double ReviewsPerSecond);

/// <summary>How a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are done, or early stopping saw no more to gain.</summary>
    Completed,

    /// <summary>The time limit was reached; a resumed run continues where it stopped.</summary>
    TimeUp,

    /// <summary>It was cancelled; a resumed run continues where it stopped.</summary>
    Cancelled,
}
