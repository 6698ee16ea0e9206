using System.Text;
using System.Text.Json;
using Plaudit.Reports;
using Plaudit.Reports.Parts;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>GET /charts/...</c>: what the page draws its charts with, the same parts as those of the reports.</summary>
internal sealed class ChartEndpoints(ModelRegistry registry)
{
    private static readonly Lazy<byte[]> s_script = new(() => Encoding.UTF8.GetBytes(VegaBundle.Script));
    private static readonly Lazy<byte[]> s_colors = new(() => Encoding.UTF8.GetBytes(Palette.DarkRules()));

    private readonly PageFileTag _tag = new();

    /// <summary>Maps them. Scripts and colours are as public as the page; a model's charts are data.</summary>
    public void Map(IEndpointRouteBuilder app, RequestGuard guard)
    {
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        void Add(string path, Func<HttpContext, Task> endpoint, bool open) =>
            app.MapMethods(path, read, guard.Guard("page", endpoint, open)).ExcludeFromDescription();
        Add("/charts/vega.js", context => Send(context, s_script.Value, "text/javascript; charset=utf-8"), open: true);
        Add("/charts/dark.css", context => Send(context, s_colors.Value, "text/css; charset=utf-8"), open: true);
        Add("/charts/scores", context => Write(context, [ModelCharts.Scores()]), open: true);
        Add("/charts/models/{name}", OfModel, open: false);
    }

    private Task OfModel(HttpContext context)
    {
        ServedModel model = registry.Find(context.Request.RouteValues["name"] as string);
        return Write(context, Charts(model));
    }

    private static IReadOnlyList<Chart> Charts(ServedModel model)
    {
        string file = model.Card.File;
        string? metrics = RunFiles.Evaluation(file) ?? model.Predictor.Model.Metrics;
        return [.. OrNone(() => ModelCharts.Learning(RunFiles.History(file))), .. metrics is null
            ? [] : OrNone(() => ModelCharts.Evaluation(model.Name, metrics))];
    }

    /// <summary>Files of a run in progress or of another version: the card omits their charts.</summary>
    private static IEnumerable<Chart> OrNone(Func<IEnumerable<Chart>> draw)
    {
        try
        {
            return draw();
        }
        catch (Exception e) when (e is PlauditException or JsonException)
        {
            return [];
        }
    }

    private async Task Send(HttpContext context, byte[] content, string type)
    {
        SecurityHeaders.Set(context.Response.Headers, SecurityHeaders.PagePolicy);
        if (_tag.IsKnown(context, content.Length))
            return;
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static Task Write(HttpContext context, IReadOnlyList<Chart> charts) => JsonBody.Write(context.Response, writer =>
    {
        writer.WriteStartArray();
        foreach (Chart chart in charts)
            Write(writer, chart);
        writer.WriteEndArray();
    }, context.RequestAborted);

    private static void Write(Utf8JsonWriter writer, Chart chart)
    {
        writer.WriteStartObject();
        writer.WriteString("title"u8, chart.Title);
        writer.WriteString("caption"u8, chart.Caption);
        writer.WritePropertyName("spec"u8);
        chart.Spec.WriteTo(writer);
        writer.WriteStartObject("numbers"u8);
        writer.WriteString("caption"u8, chart.Numbers.Caption);
        writer.WriteStartArray("columns"u8);
        foreach (Column column in chart.Numbers.Columns)
            writer.WriteStringValue(column.Title);
        writer.WriteEndArray();
        writer.WriteStartArray("rows"u8);
        foreach (IReadOnlyList<string> row in chart.Numbers.Rows)
        {
            writer.WriteStartArray();
            foreach (string cell in row)
                writer.WriteStringValue(cell);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
