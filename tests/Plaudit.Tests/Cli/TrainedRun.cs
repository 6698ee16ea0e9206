using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

[assembly: AssemblyFixture(typeof(TrainedRun))]

namespace Plaudit.Tests.Cli;

/// <summary>A run of the tiny model on the sample, trained once for all tests that only read it.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<CommandResult> _result;

    public TrainedRun()
    {
        _result = new Lazy<CommandResult>(() => CommandLine.Run(CommandLine.Train(_folder.File("run"))));
    }

    /// <summary>The run's folder.</summary>
    public string Path
    {
        get
        {
            Assert.Equal(0, Result.Code);
            return _folder.File("run");
        }
    }

    /// <summary>What training it said.</summary>
    internal CommandResult Result => _result.Value;

    internal byte[] Model => File.ReadAllBytes(System.IO.Path.Combine(Path, "model.safetensors"));

    public void Dispose() => _folder.Dispose();
}
