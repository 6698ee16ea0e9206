using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;
using Plaudit.Training;

namespace Plaudit.Reports.Charts;

/// <summary>The epochs of a run among others.</summary>
/// <param name="Name">What the run is called.</param>
/// <param name="Epochs">At least one.</param>
internal sealed record RunHistory(string Name, IReadOnlyList<EpochResult> Epochs);

/// <summary>The learning curves of several runs in one plot: solid on the validation part, dashed on the training part.</summary>
internal static class RunCurves
{
    /// <summary>The losses, in nats.</summary>
    public static Chart Loss(IReadOnlyList<RunHistory> runs) =>
        Of("Loss of all runs", "mean cross-entropy, nats", ".3~f", runs, epoch => epoch.TrainLoss, epoch => epoch.ValidationLoss);

    /// <summary>The accuracies, in [0, 1].</summary>
    public static Chart Accuracy(IReadOnlyList<RunHistory> runs) =>
        Of("Accuracy of all runs", "share of right answers", ".0%", runs, epoch => epoch.TrainAccuracy, epoch => epoch.ValidationAccuracy);

    private static Chart Of(
        string title, string unit, string format, IReadOnlyList<RunHistory> runs, Func<EpochResult, double> training, Func<EpochResult,
            double> validation)
    {
        string[] names = [.. runs.Select(run => run.Name)];
        int last = runs.Max(run => run.Epochs.Count);
        string domain = last > 1 ? $"[1, {last}]" : "[0.5, 1.5]";
        IEnumerable<JsonObject> rows = runs.SelectMany(run => run.Epochs.SelectMany(epoch => (JsonObject[])
            [Row(run, epoch, "training", training(epoch)), Row(run, epoch, "validation", validation(epoch))]));
        JsonObject spec = VegaLite.Spec($"{title} by epoch, training and validation", rows, 280, $$"""
            {
              "encoding": {
                "x": { "field": "epoch", "type": "quantitative", "title": "epoch", "scale": { "domain": {{domain}}, "nice": false, "zero": false },
                       "axis": { "format": "d", "tickMinStep": 1, "tickCount": {{Math.Min(last, 8)}} } },
                "y": { "field": "value", "type": "quantitative", "title": "{{unit}}", "scale": { "zero": false, "nice": true }, "axis": { "format": "{{format}}" } },
                "color": { "field": "model", "type": "nominal" }
              },
              "layer": [
                { "transform": [ { "filter": "datum.part == 'training'" } ], "mark": { "type": "line", "strokeWidth": 1.5, "strokeDash": [4, 3], "opacity": 0.7 } },
                { "transform": [ { "filter": "datum.part == 'validation'" } ],
                  "mark": { "type": "line", "point": { "size": 36, "filled": true, "opacity": 1 } },
                  "encoding": { "tooltip": [ { "field": "model" }, { "field": "epoch" }, { "field": "value", "type": "quantitative", "title": "validation", "format": ".4~f" } ] } }
              ]
            }
            """);
        JsonObject color = spec["encoding"]!["color"]!.AsObject();
        color["scale"] = VegaLite.SeriesScale(names);
        color["legend"] = VegaLite.SeriesLegend(names);
        var numbers = new TableElement("", [new Column("model"), Column.Number("epoch"), Column.Number("training"), Column.Number("validation")],
            [.. runs.SelectMany(run =>
                run.Epochs.Select(epoch => (string[])[run.Name, $"{epoch.Epoch}", Format.Share(training(epoch)), Format.Share(validation(epoch))]))]);
        return new Chart(title, "Solid: after each epoch, on the run's own validation part. Dashed: on its training part.", spec, numbers);
    }

    private static JsonObject Row(RunHistory run, EpochResult epoch, string part, double value) =>
        new() { ["model"] = run.Name, ["epoch"] = epoch.Epoch, ["part"] = part, ["value"] = VegaLite.Number(value) };
}
