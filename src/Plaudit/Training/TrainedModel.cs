using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>What <see cref="SentimentTrainer"/> returns.</summary>
/// <param name="Model">The model, ready to score reviews and to be saved; its best or averaged weights where the recipe says so.</param>
/// <param name="Metrics">Its figures on the reviews held out, times included.</param>
/// <param name="History">The epochs, in order; empty for a baseline, which has none.</param>
/// <param name="HeldOut">The reviews that it was evaluated on, with its answers, in the order of the data.</param>
/// <param name="End">Why training ended: <see cref="TrainingEnd.Completed"/> or <see cref="TrainingEnd.TimeUp"/>.</param>
public sealed record TrainedModel(
    IReviewClassifier Model, EvaluationResult Metrics, IReadOnlyList<EpochResult> History, IReadOnlyList<HeldOutAnswer> HeldOut, TrainingEnd End);

/// <summary>A model's answer for a review that it has not learned from.</summary>
/// <param name="Review">The review, with its label.</param>
/// <param name="Answer">The model's score.</param>
public sealed record HeldOutAnswer(Review Review, ReviewScore Answer);
