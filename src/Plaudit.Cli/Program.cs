using Plaudit.Cli;

using var interruption = Interruption.OnSignals();
return new Application(new CommandHost(Streams.OfProcess(), interruption)).Run(args);
