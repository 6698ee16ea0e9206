using System.Text;

namespace Plaudit.Cli;

/// <summary>Where a command reads and writes: results go to <see cref="Output"/>, everything else to <see cref="Error"/>.</summary>
internal sealed record Streams
{
    private const int UsualWidth = 80;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Standard output; buffered, so flush it when a reader may be waiting.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error; unbuffered.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Whether a person sees what goes to <see cref="Error"/> as it comes, so that a line may be drawn over.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a person sees what goes to <see cref="Output"/>, so that it may be coloured and fitted to the window.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Columns of that person's window.</summary>
    public int WindowWidth { get; init; } = UsualWidth;

    /// <summary>Whether a person types the input and waits for each answer.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Those of this process.</summary>
    public static Streams OfProcess() => new()
    {
        Output = new StreamWriter(ResultStream.OfProcess(), s_utf8, 1 << 16) { NewLine = "\n" },
        Error = new StreamWriter(MessageStream.OfProcess(), s_utf8) { NewLine = "\n", AutoFlush = true },
        OpenInput = () => ClosedStream.Is(0) ? throw new PlauditException("cannot read standard input: it is closed") : Console.OpenStandardInput(),
        ErrorIsTerminal = !Console.IsErrorRedirected && HasTerminal,
        OutputIsTerminal = !Console.IsOutputRedirected && HasTerminal,
        WindowWidth = Width(),
        InputIsTerminal = !Console.IsInputRedirected,
    };

    /// <summary>
    /// Asks whichever of standard output and error is a terminal; a window of no width, as some pipes and tools have, is taken for one of the usual
    /// width.
    /// </summary>
    private static int Width()
    {
        if (Console.IsOutputRedirected && Console.IsErrorRedirected)
            return UsualWidth;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }

    private static bool HasTerminal => Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
