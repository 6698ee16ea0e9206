using System.Diagnostics;

namespace Plaudit.Bench.Peers;

/// <summary>Runs a peer's script and reads its figures: lines of tab-separated words with milliseconds at the end.</summary>
internal static class PeerProcess
{
    /// <summary>Figures by their words, or null and the reason where the peer is missing or failed.</summary>
    public static (Dictionary<string, double>? Figures, string Reason) Run(
        string program, IEnumerable<string> arguments, string? folder = null, params (string, string)[] environment)
    {
        var start = new ProcessStartInfo(
            program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder
            ?? ""
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return (null, errors.Result.Trim().Split('\n')[^1]);
            var figures = new Dictionary<string, double>();
            foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                int tab = line.LastIndexOf('\t');
                if (tab > 0 && double.TryParse(line[(tab + 1)..], out double milliseconds))
                    figures[line[..tab].Replace('\t', ' ')] = milliseconds;
            }

            return (figures, "");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (null, e.Message);
        }
    }
}
