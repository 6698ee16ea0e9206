using System.Runtime.CompilerServices;
using Plaudit.Cli;

return OpenFiles.AreEnough() ? Run(args) : ExitCodes.Failed;

// On its own: what it uses is loaded when it is called.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args)
{
    using var interruption = Interruption.OnSignals();
    return new Application(new CommandHost(Streams.OfProcess(), interruption)).Run(args);
}
