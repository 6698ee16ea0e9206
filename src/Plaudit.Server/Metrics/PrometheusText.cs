using System.Globalization;
using System.Text;
using Plaudit.Server.Models;

namespace Plaudit.Server.Metrics;

/// <summary>Metrics in Prometheus's text format, version 0.0.4 (prometheus.io, "Exposition formats").</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    private PrometheusText()
    {
    }

    public static string Of(ServerMetrics metrics, ModelRegistry registry, bool ready)
    {
        var text = new PrometheusText();
        text.Head("plaudit_requests_total", "counter", "Requests by endpoint and status.");
        foreach (((string endpoint, int status), Counter counter) in metrics.Requests.OrderBy(pair => pair.Key.Endpoint, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Status))
            text.Line("plaudit_requests_total", $"endpoint=\"{Escape(endpoint)}\",status=\"{status}\"", counter.Value);
        text.Head("plaudit_request_seconds", "histogram", "Seconds from a request's head to the end of its answer.");
        foreach ((string endpoint, Histogram durations) in metrics.Durations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Buckets("plaudit_request_seconds", $"endpoint=\"{Escape(endpoint)}\"", durations);
        text.Head("plaudit_reviews_total", "counter", "Reviews answered, by model and label.");
        foreach (((string model, Label label), Counter counter) in metrics.Reviews.OrderBy(pair => pair.Key.Model, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Label))
            text.Line("plaudit_reviews_total", $"model=\"{Escape(model)}\",label=\"{label}\"", counter.Value);
        text.Single("plaudit_tokens_total", "counter", "Words of the reviews answered.", metrics.Tokens.Value);
        text.Single("plaudit_unknown_tokens_total", "counter", "Words that the models did not know.", metrics.UnknownTokens.Value);
        text.Head("plaudit_group_reviews", "histogram", "Reviews that went through a model together.");
        text.Buckets("plaudit_group_reviews", "", metrics.Groups);
        text.Head("plaudit_model_seconds", "histogram", "Seconds that a model took for a group of reviews.");
        text.Buckets("plaudit_model_seconds", "", metrics.ModelTime);
        text.Single("plaudit_waiting_reviews", "gauge", "Reviews that wait to be answered.", metrics.Waiting());
        text.Single("plaudit_ready", "gauge", "1 while the service takes requests.", ready ? 1 : 0);
        text.Single("plaudit_model_reloads_total", "counter", "Model files that took over.", metrics.Reloads.Value);
        text.Single("plaudit_model_reload_failures_total", "counter", "Model files that were refused.", metrics.FailedReloads.Value);
        text.Head("plaudit_model_info", "gauge", "The models that serve.");
        foreach (ServedModel model in registry.Slots.Select(slot => slot.Current))
            text.Line("plaudit_model_info", $"model=\"{Escape(model.Name)}\",version=\"{Escape(model.Version)}\"", 1);
        text.Single("process_resident_memory_bytes", "gauge", "Memory of the process.", Environment.WorkingSet);
        return text._text.ToString();
    }

    private void Single(string name, string type, string help, double value)
    {
        Head(name, type, help);
        Line(name, "", value);
    }

    private void Head(string name, string type, string help) => _text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private void Buckets(string name, string labels, Histogram histogram)
    {
        string comma = labels.Length == 0 ? "" : ",";
        long[] counts = histogram.Cumulative();
        for (int i = 0; i < counts.Length; i++)
            Line($"{name}_bucket", $"{labels}{comma}le=\"{(i < histogram.Bounds.Count ? Show(histogram.Bounds[i]) : "+Inf")}\"", counts[i]);
        Line($"{name}_sum", labels, histogram.Sum);
        Line($"{name}_count", labels, counts[^1]);
    }

    private void Line(string name, string labels, double value) =>
        _text.Append(labels.Length == 0 ? $"{name} {Show(value)}\n" : $"{name}{{{labels}}} {Show(value)}\n");

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string label) =>
        label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
