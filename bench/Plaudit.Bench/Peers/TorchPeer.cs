namespace Plaudit.Bench.Peers;

/// <summary>PyTorch at the better of its two settings: one thread, or two that sleep instead of spinning.</summary>
internal static class TorchPeer
{
    public static void AddTo(ComparisonTable table, PlauditFigures plaudit, PeerFiles files, IReadOnlyList<string> kinds)
    {
        string script = Path.Combine(PeerFiles.Scripts, "torch_lstm.py");
        (Dictionary<string, double>? one, string reason) = Run(script, files, 1, kinds);
        (Dictionary<string, double>? two, _) = Run(script, files, 2, kinds);
        if (one is null || two is null)
        {
            table.Missing("PyTorch", reason);
            return;
        }

        foreach (string kind in kinds)
        {
            table.Add($"{kind}: training step", Math.Min(plaudit.Train(kind, 1), plaudit.Train(kind, 2)), "PyTorch", Best(one, two, $"{kind} train"));
            table.Add($"{kind}: one review", plaudit.One(kind), "PyTorch", Best(one, two, $"{kind} one"));
            table.Add($"{kind}: batch of 64, one thread", plaudit.Batch(kind), "PyTorch", Best(one, two, $"{kind} batch"));
        }
    }

    private static double Best(Dictionary<string, double> one, Dictionary<string, double> two, string figure) => Math.Min(one[figure], two[figure]);

    private static (Dictionary<string, double>?, string) Run(string script, PeerFiles files, int threads, IReadOnlyList<string> kinds) =>
        PeerProcess.Run("/usr/bin/python3", [script, $"{threads}", files.Ids, .. kinds], null, ("OMP_NUM_THREADS", $"{threads}"), ("OMP_WAIT_POLICY", "passive"));
}
