namespace Plaudit.Baselines;

/// <summary>How a baseline is fitted, apart from what its recipe says; none of it changes the result but <see cref="MustStop"/>. Immutable.</summary>
internal sealed record FittingOptions
{
    /// <summary>Threads that count n-grams, at least 1. The solvers, whose steps depend on each other, use one.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Receives progress, or null.</summary>
    public IFittingObserver? Observer { get; init; }

    /// <summary>Called after each pass; return true to keep the current weights. Null runs to convergence.</summary>
    public Func<bool>? MustStop { get; init; }

    /// <summary>Gives fitting up; nothing is left of it.</summary>
    public CancellationToken Cancellation { get; init; }

    internal ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
}

/// <summary>Receives progress while a baseline is fitted, on the fitting thread: return quickly.</summary>
internal interface IFittingObserver
{
    /// <summary>The words and n-grams are counted.</summary>
    /// <param name="words">Different words in use.</param>
    /// <param name="parameters">Weights to fit.</param>
    void Counted(int words, long parameters);

    /// <summary>A solver has looked at every review once more.</summary>
    /// <param name="pass">From 1; a support vector machine begins again at 1 after its calibration.</param>
    /// <param name="violation">How far the worst review's margin or logit was from where it must be; falls to the recipe's tolerance.</param>
    void Passed(int pass, double violation);
}
