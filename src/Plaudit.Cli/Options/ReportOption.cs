using System.CommandLine;
using Plaudit.Reports.Parts;

namespace Plaudit.Cli.Options;

/// <summary><c>--report FILE.html</c>, the same for every command with a report.</summary>
internal sealed class ReportOption
{
    private ReportOption()
    {
    }

    /// <summary>The option itself, for validators.</summary>
    public Option<string?> Option { get; } =
        new("--report") { Description = "Write a report with charts to this HTML file.", HelpName = "FILE.html" };

    /// <summary>Adds the option to a command.</summary>
    public static ReportOption AddTo(Command command)
    {
        var report = new ReportOption();
        command.Add(report.Option);
        return report;
    }

    /// <summary>The requested file, or null. Call before long work, to catch a mistyped folder early.</summary>
    /// <exception cref="PlauditException">It names a folder, or its folder does not exist.</exception>
    public string? Of(ParseResult parsed)
    {
        string? file = parsed.GetValue(Option);
        if (file is null)
            return null;
        if (file.Length == 0)
            throw new PlauditException("cannot write a report without a name: expected --report FILE.html");
        if (Directory.Exists(file))
            throw new PlauditException($"cannot write the report {file}: it is a folder; expected the path of a file");
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return Directory.Exists(folder)
            ? file
            : throw new PlauditException($"cannot write the report {file}: the folder {folder} does not exist; make it, or name another file");
    }

    /// <summary>Writes the requested report and names it.</summary>
    /// <param name="log">Where it is named.</param>
    /// <param name="file">The file, or null to write nothing.</param>
    /// <param name="make">Makes the report.</param>
    /// <param name="kept">What was done and is there without the report; what to do about it may follow.</param>
    /// <exception cref="PlauditException">It cannot be written; the message says what was kept.</exception>
    public static void Write(Log log, string? file, Func<Report> make, string kept)
    {
        if (file is null)
            return;
        try
        {
            OutputFile.Write(file, make().Write);
            log.Info($"report: {file}");
        }
        catch (PlauditException e)
        {
            throw new PlauditException($"the report was not written: {e.Message.TrimEnd('.')}. {kept}", e);
        }
    }

    /// <summary>Writes the report of a run or a tuning into its folder. The work itself is kept, so a failure is only a warning.</summary>
    /// <param name="log">Where the warning goes.</param>
    /// <param name="file">The file.</param>
    /// <param name="make">Makes the report.</param>
    /// <param name="warning">What to say of a failure whose message it is given.</param>
    /// <returns>Whether it was written.</returns>
    public static bool WriteOwn(Log log, string file, Func<Report> make, Func<string, string> warning)
    {
        try
        {
            OutputFile.Write(file, make().Write);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.Warn(warning(e.Message.TrimEnd('.')));
            return false;
        }
    }

    /// <summary>The words of the command that was given, for the report to show.</summary>
    public static IEnumerable<string> Command(ParseResult parsed) => ["plaudit", .. parsed.Tokens.Select(token => token.Value)];
}
