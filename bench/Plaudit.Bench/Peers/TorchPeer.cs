namespace Plaudit.Bench.Peers;

/// <summary>PyTorch at the better of its two settings: one thread, or two that sleep instead of spinning.</summary>
internal sealed class TorchPeer(PeerFiles files, IReadOnlyList<string> kinds)
{
    private string _missing = "";

    public void Measure(Rounds rounds)
    {
        for (int threads = 1; threads <= 2; threads++)
        {
            (Dictionary<string, double>? figures, string reason) = PeerProcess.Run(
                "/usr/bin/python3", [Path.Combine(PeerFiles.Scripts, "torch_lstm.py"), $"{threads}", files.Ids, .. kinds], null,
                    ("OMP_NUM_THREADS", $"{threads}"), ("OMP_WAIT_POLICY", "passive"));
            if (figures is not null)
                rounds.Add($"PyTorch {threads}", figures);
            else
                _missing = reason;
        }
    }

    public void AddTo(ComparisonTable table, Rounds rounds)
    {
        if (_missing.Length > 0)
        {
            table.Missing("PyTorch", _missing);
            return;
        }

        foreach (string kind in kinds)
        {
            table.Add($"{kind}: training step", rounds.Best($"Plaudit {kind} train 1", $"Plaudit {kind} train 2"), "PyTorch",
                rounds.Best($"PyTorch 1 {kind} train", $"PyTorch 2 {kind} train"));
            table.Add($"{kind}: one review", rounds.Median($"Plaudit {kind} one"), "PyTorch",
                rounds.Best($"PyTorch 1 {kind} one", $"PyTorch 2 {kind} one"));
            table.Add($"{kind}: batch of 64, one thread", rounds.Median($"Plaudit {kind} batch"), "PyTorch",
                rounds.Best($"PyTorch 1 {kind} batch", $"PyTorch 2 {kind} batch"));
        }
    }
}
