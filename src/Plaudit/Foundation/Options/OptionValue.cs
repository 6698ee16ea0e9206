using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>What the values of an option may be: how one is read from JSON, written, and described in a JSON schema.</summary>
/// <typeparam name="TValue">What a value is in C#.</typeparam>
internal abstract class OptionValue<TValue>
{
    /// <summary>Reads a value. A fault is noted in the section, and the fallback returned.</summary>
    /// <param name="json">The object that may hold the key.</param>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The value of an absent key.</param>
    /// <param name="required">Whether an absent key is a fault.</param>
    public abstract TValue Read(JsonSection json, string name, TValue fallback, bool required = false);

    /// <summary>The value as JSON. One that cannot be read back, such as a number that is not finite, becomes a text that shows it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="written">What the document that is rewritten says now; sections keep the order and spelling of its keys.</param>
    public abstract JsonNode? Write(TValue value, JsonNode? written = null);

    /// <summary>Whether two values mean the same.</summary>
    public virtual bool Same(TValue one, TValue other) => EqualityComparer<TValue>.Default.Equals(one, other);

    /// <summary>The keys of single values under a key, as <c>--set</c> names them: the key itself, or those of a section.</summary>
    public virtual IEnumerable<string> Keys(string name, TValue value) => [name];

    /// <summary>Type and range as a JSON schema.</summary>
    /// <param name="name">The key.</param>
    /// <param name="definitions">The schema's <c>$defs</c>; sections add themselves.</param>
    public abstract JsonObject Schema(string name, JsonObject definitions);
}
