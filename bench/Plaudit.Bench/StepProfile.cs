using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>Where the time of a training step of the notebook's models goes: each layer's two passes, and the optimiser.</summary>
internal static class StepProfile
{
    private const int Runs = 41;

    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        var body = new StringBuilder();
        foreach ((string kind, int threads) in ((string, int)[])[("baseline", 1), ("baseline", 2), ("bidirectional", 2), ("stacked", 2)])
        {
            List<(string Part, double Milliseconds)> parts = Parts(workload, kind, threads);
            double total = parts.Sum(part => part.Milliseconds);
            body.AppendLine(CultureInfo.InvariantCulture, $"## {kind}, {threads} thread{(threads > 1 ? "s" : "")}: {total:F1} ms").AppendLine()
                .AppendLine("| part | ms | share |\n|---|---|---|");
            foreach ((string part, double milliseconds) in parts)
                body.AppendLine(CultureInfo.InvariantCulture, $"| {part} | {milliseconds:F2} | {100 * milliseconds / total:F0} % |");
            body.AppendLine();
        }

        ResultsFolder.Write(results, "profile", data, "Where a training step's time goes (64 reviews of 200 tokens)", body.ToString());
        return 0;
    }

    private static List<(string Part, double Milliseconds)> Parts(Workload workload, string kind, int threads)
    {
        SentimentModel model = workload.Model(kind);
        model.Arena.AllocateGradients();
        using var team = new ThreadTeam(threads);
        var optimizer = Optimizer.Create(model.Recipe.Training.Optimizer, model.Arena);
        Workspace workspace = model.CreateWorkspace();
        var batch = new RaggedBatch();
        int[] rows = [.. Enumerable.Range(0, Workload.BatchSize)];
        float[] gradient = [.. rows.Select(row => row % 2 == 0 ? 0.01f : -0.01f)];
        var times = new Dictionary<string, List<double>>();
        void Timed(string part, Action work)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            if (!times.TryGetValue(part, out List<double>? list))
                times[part] = list = [];
            list.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        for (int run = 0; run < Runs; run++)
        {
            Timed("batch: sort and lay out", () => batch.Fill(workload.Batch, rows));
            var pass = new Pass(batch, team, Training: true, Seed: 1, run);
            Features[] features = workspace.Features;
            for (int i = 0; i < model.Layers.Count; i++)
            {
                Layer layer = model.Layers[i];
                Timed($"{layer.Name}: pack weights", layer.Prepare);
                Timed($"{layer.Name}: forward", () => layer.Forward(features[i], features[i + 1], workspace.States[i], pass));
            }

            Matrix logits = features[^1].ResizeGradient();
            for (int row = 0; row < logits.Rows; row++)
                logits.RowSpan(row)[0] = gradient[row];
            for (int i = model.Layers.Count - 1; i >= 0; i--)
                Timed($"{model.Layers[i].Name}: backward", () => model.Layers[i].Backward(features[i], features[i + 1], workspace.States[i], pass));
            Timed("Adam", () => optimizer.Step(team, run + 1, 1e-3, 1));
        }

        return [.. times.Select(part => (part.Key, part.Value.Order().ElementAt(Runs / 2)))];
    }
}
