namespace Plaudit.Training;

/// <summary>How far the training of a network has come.</summary>
/// <param name="Epoch">The epoch in progress or just finished, from 1.</param>
/// <param name="Epochs">The most epochs there will be.</param>
/// <param name="Done">The share of all steps that are done, in [0, 1]; early stopping may end training before 1.</param>
/// <param name="Loss">Mean loss of the epoch so far, nats.</param>
/// <param name="Accuracy">Share of correct answers in the epoch so far, in [0, 1].</param>
/// <param name="Finished">The figures of the epoch that has just been validated; null after a step.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, double Done, double Loss, double Accuracy, EpochResult? Finished);
