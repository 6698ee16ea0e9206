using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>
/// Kernels and layers are tested at every SIMD width: the JIT decides on the width once for a process, so the test program starts itself again with
/// the wider instructions switched off, and that run asserts that it has the width it was meant to have.
/// </summary>
public class SimdWidthTests
{
    private const string ExpectedWidth = "PLAUDIT_EXPECT_WIDTH";
    private const int LimitSeconds = 120;

    [Fact]
    public void The_width_is_the_one_this_run_was_started_for()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedWidth);
        Assert.SkipWhen(expected is null, "only the runs that this test program starts are meant to have one width");
        Assert.Equal(expected, Simd.Width.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Simd.Width switch { 16 => "AVX-512", 8 => "AVX2", _ => Simd.Name }, Simd.Name);
        Assert.Contains(Simd.Width, (int[])[4, 8, 16]);
        Assert.InRange(Simd.TileRows, 3, 4);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 4)]
    public async Task Kernels_and_layers_pass_with_narrower_registers(string switchedOff, int width)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(ExpectedWidth) is not null, "this is such a run");
        string results = Directory.CreateTempSubdirectory("plaudit-").FullName;
        using Process process = Start(switchedOff, Math.Min(width, Simd.Width), results);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(LimitSeconds));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{switchedOff}=0: not done after {LimitSeconds} s; it said:\n{output}");
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }

        Assert.True(process.ExitCode == 0, $"{switchedOff}=0: exit code {process.ExitCode}; it said:\n{output}");
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
    }

    private static Process Start(string switchedOff, int width, string results)
    {
        string self = Environment.ProcessPath!;
        bool throughDotnet = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string[] arguments =
        [
            .. throughDotnet ? [typeof(SimdWidthTests).Assembly.Location] : Array.Empty<string>(),
            "--filter-class", "Plaudit.Tests.Kernels.*", "Plaudit.Tests.Layers.*", "Plaudit.Tests.Models.SentimentModelGoldenTests",
            // These know nothing of widths.
            "--filter-not-class", "*.ThreadTeamTests", "*.AlignedBufferTests", "*.RaggedBatchTests", "*.InitializersTests", "*.DropoutTests",
            // A filter that finds nothing must not pass for success.
            "--minimum-expected-tests", "100", "--no-progress", "--no-ansi", "--results-directory", results,
        ];
        var start = new ProcessStartInfo(self, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[switchedOff] = "0";
        start.Environment[ExpectedWidth] = width.ToString(CultureInfo.InvariantCulture);
        start.Environment["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1";
        return Process.Start(start)!;
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
