using Plaudit.Inference;
using Plaudit.Server.Json;

namespace Plaudit.Server.Models;

/// <summary>The models of a service by name, the default one first.</summary>
internal sealed class ModelRegistry
{
    private readonly ModelSlot[] _slots;
    private readonly Dictionary<string, ModelSlot> _byName;

    /// <summary>Loads every model, or where none is named the bundled one.</summary>
    /// <exception cref="PlauditException">One cannot be loaded.</exception>
    public ModelRegistry(PlauditServerOptions options)
        : this(options.Models.Count == 0
            ? [new ModelSlot(null, ServedModel.Bundled())]
            : [.. options.Models.Select(ModelAddress.Parse).Select(Load)])
    {
    }

    /// <summary>Serves a predictor that a host has made.</summary>
    public ModelRegistry(SentimentPredictor predictor, string name = "default")
        : this([new ModelSlot(null, ServedModel.Of(name, predictor, "in-memory"))])
    {
    }

    private ModelRegistry(ModelSlot[] slots)
    {
        _slots = slots;
        _byName = slots.ToDictionary(slot => slot.Current.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All of them, the default one first.</summary>
    public IReadOnlyList<ModelSlot> Slots => _slots;

    /// <summary>The model of a name; without one the default.</summary>
    /// <exception cref="RequestFault">404: there is none of that name.</exception>
    public ServedModel Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return _slots[0].Current;
        return _byName.TryGetValue(name, out ModelSlot? slot)
            ? slot.Current
            : throw new RequestFault(
            404, $"there is no model named '{RequestFault.Shorten(name)}' here: choose one of "
            + $"{string.Join(", ", _slots.Select(each => each.Current.Name))}");
    }

    private static ModelSlot Load(ModelAddress address) => BundledModel.IsMeant(address.Path)
        ? new ModelSlot(null, ServedModel.Bundled(address.Name))
        : new ModelSlot(address, ServedModel.Load(address));
}
