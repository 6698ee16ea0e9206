namespace Plaudit.Training;

/// <summary>Forwards the progress of a training to an <see cref="IProgress{T}"/>, if any.</summary>
internal sealed class ProgressReports(IProgress<TrainingProgress>? receiver) : ITrainingObserver
{
    private int _epochs;

    public void Prepared(TrainingData data, int vocabulary, long parameters)
    {
    }

    public void Stepped(StepProgress progress)
    {
        _epochs = progress.Epochs;
        double done = (progress.Epoch - 1 + ((double)progress.Batch / progress.Batches)) / progress.Epochs;
        receiver?.Report(new TrainingProgress(progress.Epoch, progress.Epochs, done, progress.Loss, progress.Accuracy, null));
    }

    public void Finished(EpochResult epoch) =>
        receiver?.Report(new TrainingProgress(epoch.Epoch, _epochs, (double)epoch.Epoch / _epochs, epoch.TrainLoss, epoch.TrainAccuracy, epoch));

    public void Evaluating(string name, int reviews)
    {
    }
}
