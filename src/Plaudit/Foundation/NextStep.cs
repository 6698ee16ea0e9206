namespace Plaudit;

/// <summary>
/// What a user can do about a folder that is in the way, or holds no model. The message says it in words; a front end adds how its users do it.
/// </summary>
/// <param name="Kind">What can be done.</param>
/// <param name="Folder">The folder.</param>
internal sealed record NextStep(NextStepKind Kind, string Folder);

/// <summary>What can be done with a folder.</summary>
internal enum NextStepKind
{
    /// <summary>Another folder was meant, or the run in this one is to be continued.</summary>
    ContinueRun,

    /// <summary>Another folder was meant, or the tuning in this one is to be continued.</summary>
    ContinueTuning,

    /// <summary>The run has no model until it is done.</summary>
    FinishRun,

    /// <summary>A tuning has no model, but a best recipe to train.</summary>
    TrainBestRecipe,
}
