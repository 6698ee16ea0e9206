using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Cli.Progress;

/// <summary>Shows the progress of a training: its start, a line per epoch, and in between what <see cref="Stepped"/> shows of the steps.</summary>
internal abstract class TrainingDisplay(CommandHost host, Recipe recipe) : ITrainingObserver
{
    private readonly TimeLeft _timeLeft = new();

    /// <summary>Where lines go.</summary>
    protected Log Log => host.Log;

    /// <summary>The display that suits standard error.</summary>
    public static TrainingDisplay For(CommandHost host, Recipe recipe) =>
        host.Streams.ErrorIsTerminal ? new LiveTrainingDisplay(host, recipe) : new PlainTrainingDisplay(host, recipe);

    /// <summary>Runs a training and shows it.</summary>
    public abstract TrainingOutcome Run(Func<ITrainingObserver, TrainingOutcome> training);

    /// <inheritdoc/>
    public void Prepared(TrainingData data, int vocabulary, long parameters)
    {
        Log.Info(recipe.IsNetwork
            ? $"{vocabulary:N0} token ids, {parameters:N0} weights, {recipe.Training.Epochs:N0} epochs in batches of {recipe.Training.BatchSize:N0}"
            : $"{vocabulary:N0} words, {parameters:N0} weights");
        Restart();
    }

    /// <inheritdoc/>
    public void VectorsRead(VectorCoverage coverage)
    {
        Log.Info($"vectors: {coverage.Found:N0} of {coverage.Words:N0} words found");
        if (coverage.Duplicates > 0)
            Log.Note($"the file has {coverage.Duplicates:N0} further vectors of words it had before: the first of each is used");
        if (coverage.Found == 0)
            Log.Warn(
                "not one word of the vocabulary has a vector: is the file in another language, or are its words written otherwise than "
                + "text.tokenizer writes them?");
    }

    /// <inheritdoc/>
    public void Stepped(StepProgress progress)
    {
        Show(progress, Status(progress));
    }

    /// <inheritdoc/>
    public void Finished(EpochResult epoch)
    {
        int width = $"{recipe.Training.Epochs}".Length;
        string number = $"{epoch.Epoch}".PadLeft(width);
        string training = $"epoch {number}/{recipe.Training.Epochs}  loss {Loss(epoch.TrainLoss)}  accuracy {epoch.TrainAccuracy:F4}";
        string time = Duration.Show(epoch.Seconds);
        string whole = $"{training}  validation loss {Loss(epoch.ValidationLoss)}  accuracy {epoch.ValidationAccuracy:F4}  {time}";
        string wordy = $"{whole}  {epoch.ReviewsPerSecond:N0} reviews/s";
        string brief = $"{training}  validation {Loss(epoch.ValidationLoss)}  {epoch.ValidationAccuracy:F4}  {time}";
        Log.Info(wordy.Length <= Room ? wordy : whole.Length <= Room ? whole : brief);
        Restart();
    }

    /// <inheritdoc/>
    public virtual void Evaluating(string name, int reviews) => Log.Info($"evaluating on {reviews:N0} reviews: {name}");

    /// <summary>Columns that there are for a line.</summary>
    protected virtual int Room => int.MaxValue;

    /// <summary>Columns that there are for the figures of a step.</summary>
    protected virtual int StatusRoom => int.MaxValue;

    /// <summary>Shows a step.</summary>
    /// <param name="progress">The position of the training.</param>
    /// <param name="status">The figures in words.</param>
    protected abstract void Show(StepProgress progress, string status);

    /// <summary>An epoch begins, or training is about to.</summary>
    protected virtual void Restart()
    {
    }

    /// <summary>A loss that runs away has many digits, and none of them matters.</summary>
    private static string Loss(double loss) => loss < 1000 ? $"{loss:F4}" : $"{loss:E2}";

    /// <summary>As many figures as there is room for, the dearest first.</summary>
    private string Status(StepProgress progress)
    {
        string atMost = recipe.Training.EarlyStopping is null ? "" : "at most ";
        string?[] figures =
        [
            $"loss {Loss(progress.Loss)}",
            $"accuracy {progress.Accuracy:F4}",
            _timeLeft.Seconds(progress) is { } left ? $"{atMost}{Duration.Clock(left)} left" : null,
            $"{progress.ReviewsPerSecond:N0} reviews/s",
        ];
        string status = "";
        foreach (string figure in figures.OfType<string>())
        {
            string longer = status.Length == 0 ? figure : $"{status}  {figure}";
            if (longer.Length > StatusRoom)
                break;
            status = longer;
        }

        return status;
    }
}
