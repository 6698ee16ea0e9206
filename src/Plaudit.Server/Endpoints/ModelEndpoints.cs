using Plaudit.Server.Json;
using Plaudit.Server.Models;

namespace Plaudit.Server.Endpoints;

/// <summary><c>GET /models</c> and <c>GET /models/{name}</c>: what serves here.</summary>
internal sealed class ModelEndpoints(ModelRegistry registry)
{
    public Task List(HttpContext context) => JsonBody.Write(context.Response, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("default"u8, registry.Slots[0].Current.Name);
        writer.WriteStartArray("models"u8);
        foreach (ModelSlot slot in registry.Slots)
        {
            writer.WriteStartObject();
            ModelJson.WriteSummary(writer, slot);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }, context.RequestAborted);

    public Task Card(HttpContext context)
    {
        string? name = context.Request.RouteValues["name"] as string;
        ServedModel model = registry.Find(name);
        ModelSlot slot = registry.Slots.First(each => each.Current.Name == model.Name);
        return JsonBody.Write(context.Response, writer => ModelJson.WriteCard(writer, slot), context.RequestAborted);
    }
}
