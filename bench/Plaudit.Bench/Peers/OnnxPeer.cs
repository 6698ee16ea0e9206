namespace Plaudit.Bench.Peers;

/// <summary>ONNX Runtime through npm's onnxruntime-node, on models that PyTorch exports.</summary>
internal static class OnnxPeer
{
    public static void AddTo(ComparisonTable table, PlauditFigures plaudit, PeerFiles files)
    {
        string folder = Path.Combine(PeerFiles.Scripts, "onnxruntime");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")))
        {
            table.Missing("ONNX Runtime", "npm install --ignore-scripts in bench/peers/onnxruntime brings it");
            return;
        }

        (Dictionary<string, double>? exported, string reason) = PeerProcess.Run("/usr/bin/python3", [Path.Combine(PeerFiles.Scripts, "export_onnx.py"), files.Folder]);
        (Dictionary<string, double>? figures, string failure) = exported is null
            ? (null, reason)
            : PeerProcess.Run("node", ["run.js", files.Folder, files.Ids, files.Reviews], folder);
        if (figures is null)
        {
            table.Missing("ONNX Runtime", failure);
            return;
        }

        foreach (string kind in (string[])["baseline", "bidirectional"])
        {
            table.Add($"{kind}: one review, one thread", plaudit.One(kind), "ONNX Runtime", figures[$"{kind} one 1"]);
            table.Add($"{kind}: one review, one thread, eight-bit weights", plaudit.OneEightBit(kind), "ONNX Runtime, 32-bit", figures[$"{kind} one 1"]);
            table.Add($"{kind}: batch of 64, one thread", plaudit.Batch(kind), "ONNX Runtime", figures[$"{kind} batch 1"]);
        }

        table.Add("baseline: all reviews at up to 400 tokens, one thread", plaudit.Reviews(1), "ONNX Runtime", figures["baseline reviews 1"]);
        table.Add("baseline: all reviews at up to 400 tokens, two threads", plaudit.Reviews(2), "ONNX Runtime", figures["baseline reviews 2"]);
    }
}
