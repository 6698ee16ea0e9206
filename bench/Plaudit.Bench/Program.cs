using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Plaudit.Bench;
using Plaudit.Bench.Peers;

// Commands measure whole pieces of work and write tables; anything else goes to BenchmarkDotNet's micro-benchmarks.
var data = new Option<string>("--data") { Description = "Reviews to measure on: an aclImdb archive, or sample.", DefaultValueFactory = _ => "sample" };
var results = new Option<string?>("--results") { Description = "Folder for the tables; default: bench/results/<cpu> below the current folder." };
var peers = new Command("peers", "Plaudit beside every peer found on this machine, on the same work.") { data, results };
peers.SetAction(parsed => PeerComparison.Run(parsed.GetValue(data)!, parsed.GetValue(results)));
var profile = new Command("profile", "Where the time of a training step goes.") { data, results };
profile.SetAction(parsed => StepProfile.Run(parsed.GetValue(data)!, parsed.GetValue(results)));
var scaling = new Command("scaling", "How cost grows with units, length, batch and threads.") { data, results };
scaling.SetAction(parsed => Scaling.Run(parsed.GetValue(data)!, parsed.GetValue(results)));
var root = new RootCommand("Plaudit's benchmarks.") { peers, profile, scaling };
if (args.Length > 0 && root.Subcommands.Any(command => command.Name == args[0]))
    return root.Parse(args).Invoke();

BenchmarkSwitcher.FromAssembly(typeof(PeerComparison).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")));
return 0;
