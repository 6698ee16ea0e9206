using System.Diagnostics;
using Plaudit.Layers;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>Scores the validation part after each epoch, and learns from it how long scoring takes.</summary>
internal sealed class Validation(SentimentModel model, EncodedReviews reviews, int threads)
{
    private double? _secondsAReview;

    /// <summary>Mean loss and accuracy; false if cancelled.</summary>
    public bool TryScore(CancellationToken cancellation, out double loss, out double accuracy)
    {
        (loss, accuracy) = (0, 0);
        var clock = Stopwatch.StartNew();
        float[] logits;
        try
        {
            logits = model.Logits(reviews.Ids, threads, cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        loss = BinaryCrossEntropy.Compute(logits, reviews.Targets, [], out int correct) / reviews.Count;
        accuracy = (double)correct / reviews.Count;
        _secondsAReview = clock.Elapsed.TotalSeconds / reviews.Count;
        return true;
    }

    /// <summary>Estimates the time to score this many reviews and write the files.</summary>
    /// <param name="count">How many reviews.</param>
    /// <param name="training">Seconds per review in training: the estimate until a validation has been timed.</param>
    public TimeSpan TimeToScore(int count, double training) => TimeSpan.FromSeconds(1 + (1.5 * count * (_secondsAReview ?? training)));
}
