using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Plaudit.Bench;
using Plaudit.Bench.Peers;
using Plaudit.Bench.Serving;

// Commands measure whole pieces of work and write tables; anything else goes to BenchmarkDotNet's micro-benchmarks.
var data = new Option<string>(
    "--data")
{ Description = "Reviews to measure on: an aclImdb archive, or sample.", DefaultValueFactory = _ => "sample" };
var results = new Option<string?>("--results") { Description = "Folder for the tables; default: bench/results/<cpu> below the current folder." };
var root = new RootCommand("Plaudit's benchmarks.")
{
    Named("peers", "Plaudit beside every peer found on this machine, on the same work.", PeerComparison.Run),
    Named("profile", "Where the time of a training step goes.", StepProfile.Run),
    Named("scaling", "How cost grows with units, length, batch, reviews and threads.", Scaling.Run),
    Named("widths", "The same work at every register width.", Widths.Run),
    Named("text", "How fast text becomes batches.", TextThroughput.Run),
    Named("eight-bit", "What eight-bit weights change in accuracy and probabilities.", EightBit.Run),
    Named("foreign-load", "A training step beside four other busy processes.", ForeignLoad.Run),
    Named("process", "Cold start, and the memory that training and scoring take.", ProcessBenchmark.Run),
    Named("serve", "The service under wrk's load, and Flask with PyTorch in its place.", LoadTest.Run),
    Named("busy", "Computes until its standard input ends; used by foreign-load.", (_, _) => ForeignLoad.Busy()),
    Named("width", "One width's figures; used by widths.", (reviews, _) => Widths.RunChild(reviews)),
};
if (args.Length > 0 && root.Subcommands.Any(command => command.Name == args[0]))
    return root.Parse(args).Invoke();

BenchmarkSwitcher.FromAssembly(typeof(PeerComparison).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")));
return 0;

Command Named(string name, string description, Func<string, string?, int> run)
{
    var command = new Command(name, description) { data, results };
    command.SetAction(parsed => run(parsed.GetValue(data)!, parsed.GetValue(results)));
    return command;
}
