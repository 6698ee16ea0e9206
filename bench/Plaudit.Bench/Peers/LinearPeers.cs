using System.Diagnostics;

namespace Plaudit.Bench.Peers;

/// <summary>
/// fastText and NB-weighted logistic regression: how long they take to train on the same reviews. Plaudit's figure is three epochs of the baseline.
/// </summary>
internal static class LinearPeers
{
    private const int Epochs = 3;

    /// <param name="table">What the rows go to.</param>
    /// <param name="step">Milliseconds of a training step of the baseline.</param>
    /// <param name="files">The reviews.</param>
    public static void AddTo(ComparisonTable table, double step, PeerFiles files)
    {
        int reviews = File.ReadLines(files.FastText).Count();
        double ours = step * Epochs * reviews / Workload.BatchSize;
        string work = $"training on {reviews} reviews ({Epochs} epochs of the baseline, by its step)";
        (Dictionary<string, double>? figures, string reason) =
            PeerProcess.Run("/usr/bin/python3", [Path.Combine(PeerFiles.Scripts, "nb_logistic.py"), files.FastText]);
        if (figures is null)
            table.Missing("NB-weighted logistic regression", reason);
        else
            table.Add(work, ours, "NB-weighted logistic regression, 1-3-grams", figures["nb-logistic train"]);

        long start = Stopwatch.GetTimestamp();
        (figures, reason) = PeerProcess.Run(
            "fasttext", ["supervised", "-input", files.FastText, "-output", Path.Combine(files.Folder, "fasttext"), "-wordNgrams", "2", "-epoch",
                "5", "-lr", "0.5", "-thread", "2"]);
        if (figures is null)
            table.Missing("fastText", reason);
        else
            table.Add(work, ours, "fastText, bigrams, 5 epochs", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
