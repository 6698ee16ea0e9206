using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Runs of two baselines on the sample, made once for the tests that compare them.</summary>
public sealed class ComparedRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ComparedRuns()
    {
        NaiveBayes = Train("naive-bayes", "sample");
        Lexicon = Train("lexicon", "sample:train");
    }

    public string NaiveBayes { get; }

    public string Lexicon { get; }

    public void Dispose() => _folder.Dispose();

    private string Train(string recipe, string data)
    {
        string run = _folder.File(recipe);
        Assert.Equal(0, CommandLine.Run("train", recipe, "--data", data, "--run", run).Code);
        return run;
    }
}
