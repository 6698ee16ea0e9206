
namespace Plaudit.Bench.Peers;

/// <summary>ONNX Runtime through npm's onnxruntime-node, on models that PyTorch exports.</summary>
internal sealed class OnnxPeer(PeerFiles files)
{
    private static readonly string s_folder = Path.Combine(PeerFiles.Scripts, "onnxruntime");
    private bool _exported;
    private string _missing = "";

    public void Measure(Rounds rounds)
    {
        if (_missing.Length > 0)
            return;
        (Dictionary<string, double>? figures, string reason) = Run();
        if (figures is not null)
            rounds.Add("ONNX", figures);
        else
            _missing = reason;
    }

    public void AddTo(ComparisonTable table, Rounds rounds)
    {
        if (_missing.Length > 0)
        {
            table.Missing("ONNX Runtime", _missing);
            return;
        }

        void Add(string work, string plaudit, string onnx)
        {
            double theirs = rounds.Median($"ONNX {onnx}");
            table.Add(work, rounds.Median($"Plaudit {plaudit}"), "ONNX Runtime", theirs);
            table.Add($"{work}, eight-bit weights", rounds.Median($"Plaudit {plaudit} eight-bit"), "ONNX Runtime, 32-bit", theirs);
        }

        foreach (string kind in (string[])["baseline", "bidirectional"])
        {
            Add($"{kind}: one review, one thread", $"{kind} one", $"{kind} one 1");
            Add($"{kind}: batch of 64, one thread", $"{kind} batch", $"{kind} batch 1");
        }

        Add("baseline: all reviews at up to 400 tokens, one thread", "reviews 1", "baseline reviews 1");
        Add("baseline: all reviews at up to 400 tokens, two threads", "reviews 2", "baseline reviews 2");
    }

    private (Dictionary<string, double>? Figures, string Reason) Run()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "onnxruntime-node")))
            return (null, "npm install --ignore-scripts in bench/peers/onnxruntime brings it");
        if (!_exported)
        {
            (Dictionary<string, double>? exported, string reason) =
                PeerProcess.Run("/usr/bin/python3", [Path.Combine(PeerFiles.Scripts, "export_onnx.py"), files.Folder]);
            if (exported is null)
                return (null, reason);
            _exported = true;
        }

        return PeerProcess.Run("node", ["run.js", files.Folder, files.Ids, files.Reviews], s_folder);
    }
}
