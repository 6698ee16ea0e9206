namespace Plaudit.Tests.Cli;

/// <summary>Acts when a line begins as awaited: on standard error, a command's own progress tells the moment.</summary>
internal sealed class TriggerWriter(string beginning, Action act) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith(beginning, StringComparison.Ordinal) == true)
            act();
    }
}
