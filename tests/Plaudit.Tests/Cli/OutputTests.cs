using System.Globalization;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Where results go: readers that leave, files that are replaced, and standard error that is not there.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_endless_input_ends_when_the_reader_of_the_answers_has_gone()
    {
        CommandResult result = PlauditProcess.Shell(_folder.Path, "yes 'a good film' 2>/dev/null | timeout 60 $PLAUDIT predict --input - | head -1");
        Assert.StartsWith("Positive\t", result.Output, StringComparison.Ordinal);
        Assert.Single(result.Lines);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Files_are_written_when_the_reader_of_the_figures_has_gone()
    {
        // The reader is gone before the command begins.
        CommandResult result = PlauditProcess.Shell(
            _folder.Path,
                "{ sleep 0.2; $PLAUDIT evaluate --data sample --predictions p.csv --report r.html; echo $? >code; } | true; while [ ! -s code ]; "
                + "do sleep 0.05; done");
        Assert.Equal("0\n", File.ReadAllText(_folder.File("code")));
        Assert.DoesNotContain("plaudit:", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("p.csv")) && File.Exists(_folder.File("r.html")));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public void Standard_error_that_cannot_be_written_changes_nothing_else(string redirection)
    {
        Assert.Equal(1, PlauditProcess.Shell(_folder.Path, $"$PLAUDIT predict --model nothing x {redirection}").Code);
        CommandResult result = PlauditProcess.Shell(_folder.Path, $"$PLAUDIT evaluate --data sample {redirection}");
        Assert.Equal(0, result.Code);
        Assert.Contains("accuracy", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_standard_streams_are_named_instead_of_waited_for()
    {
        CommandResult input = PlauditProcess.Shell(_folder.Path, "timeout 60 $PLAUDIT predict --input - <&-");
        Assert.Equal((1, "plaudit: cannot read standard input: it is closed\n"), (input.Code, input.Error));
        CommandResult output = PlauditProcess.Shell(_folder.Path, "$PLAUDIT predict good >&-");
        Assert.Equal((1, "plaudit: cannot write standard output: it is closed\n"), (output.Code, output.Error));
    }

    [Fact]
    public void Limit_of_open_files_below_what_the_runtime_needs_is_named()
    {
        CommandResult result = PlauditProcess.Shell(_folder.Path, "ulimit -n 32; $PLAUDIT predict good");
        Assert.Equal((1, "", "plaudit: this process may open 32 files, and needs 128: raise the limit, as with ulimit -n 1024\n"),
            (result.Code, result.Output, result.Error));
    }

    [Fact]
    public void Stopped_prediction_keeps_its_answers_and_says_how_many()
    {
        string output = _folder.File("answers.txt");
        // Ctrl-C comes once there are answers, however long that takes; the input itself has no end.
        CommandResult result = PlauditProcess.Shell(_folder.Path, $"""
            mkfifo input
            yes 'a good film' 2>/dev/null >input &
            env --default-signal=INT $PLAUDIT predict --input - --output {output} <input &
            predict=$!
            until [ -s {output}.*.tmp ] || ! kill -0 $predict; do sleep 0.02; done
            kill -INT $predict
            wait $predict
            code=$?
            wc -l <{output}
            exit $code
            """);
        Assert.Equal(130, result.Code);
        int answers = int.Parse(result.Output, CultureInfo.InvariantCulture);
        Assert.True(answers > 0);
        Assert.Contains($"{output} holds the answers to the first {answers:N0} reviews", result.Error, StringComparison.Ordinal);
    }
}
