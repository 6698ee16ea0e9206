using System.Text.Json;
using System.Text.Unicode;

namespace Plaudit.Models;

/// <summary>What a header says of a tensor; its bytes follow those of the tensor before.</summary>
internal readonly record struct SafeTensorsEntry(string Name, string Dtype, int[] Shape, int Bytes);

/// <summary>
/// Reads a header and checks it against the format and the actual bytes, so that code that allocates
/// by it allocates no more than the file holds.
/// </summary>
internal sealed class SafeTensorsHeaderParser
{
    // A file that names a key twice means one thing to one reader and another to the next.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // NumPy's limit.
    private const int MostDimensions = 64;

    private readonly string _path;
    private readonly long _dataBytes;
    private long _position;

    /// <summary>Starts a parser for one header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="dataBytes">How many bytes follow the header.</param>
    public SafeTensorsHeaderParser(string path, long dataBytes)
    {
        _path = path;
        _dataBytes = dataBytes;
    }

    public OrderedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public List<SafeTensorsEntry> Tensors { get; } = [];

    /// <summary>Fills <see cref="Metadata"/> and <see cref="Tensors"/>.</summary>
    /// <exception cref="PlauditException">The header breaks a rule of the format or does not match the file's length.</exception>
    public void Parse(ReadOnlyMemory<byte> header)
    {
        if (!Utf8.IsValid(header.Span))
            throw Refuse("its header is not UTF-8; expected a JSON object in UTF-8");
        if (header.IsEmpty || header.Span[0] != '{')
            throw Refuse("its header does not begin with '{'; expected a JSON object");
        try
        {
            RequireShortLists(header.Span);
            using var json = JsonDocument.Parse(header, Strict);
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (property.NameEquals(SafeTensorsHeader.MetadataKey))
                    ParseMetadata(property.Value);
                else
                    Tensors.Add(ParseTensor(SafeTensors.Quote(property.Name), property.Name, property.Value));
            }
        }
        catch (JsonException e)
        {
            throw Refuse($"its header is not the JSON object expected: {Reason(e)}", e);
        }
        catch (InvalidOperationException e)
        {
            // System.Text.Json's answer to a string with half a surrogate pair, such as "\ud800".
            throw Refuse($"its header holds a string that is not valid Unicode: {Reason(e)}", e);
        }

        if (_position < _dataBytes)
            throw Refuse($"its tensors end after {_position:N0} bytes of data, but {_dataBytes:N0} bytes follow the header");
    }

    /// <summary>A shape of millions of zeros has no data, yet would need a document of gigabytes.</summary>
    private void RequireShortLists(ReadOnlySpan<byte> header)
    {
        var reader = new Utf8JsonReader(header);
        int length = 0;
        while (reader.Read())
        {
            length = reader.TokenType == JsonTokenType.StartArray ? 0 : length + 1;
            if (length > MostDimensions && reader.TokenType == JsonTokenType.Number)
                throw Refuse($"its header has a list of more than {MostDimensions} numbers; expected shapes of at most {MostDimensions} dimensions");
        }
    }

    private void ParseMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
            throw Refuse($"its __metadata__ is {Kind(metadata)}; expected an object of strings");
        foreach (JsonProperty entry in metadata.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw Refuse($"its metadata {SafeTensors.Quote(entry.Name)} is {Kind(entry.Value)}; expected a string");
            Metadata.Add(entry.Name, entry.Value.GetString()!);
        }
    }

    private SafeTensorsEntry ParseTensor(string shown, string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw Refuse($"tensor {shown} is {Kind(entry)}; expected an object with dtype, shape and data_offsets");
        if (!entry.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String)
            throw Refuse($"tensor {shown} has no dtype; expected a string such as F32");
        if (!entry.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array)
            throw Refuse($"tensor {shown} has no shape; expected an array of dimensions");
        if (!entry.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2)
            throw Refuse($"tensor {shown} has no data_offsets; expected an array of two, begin and end");

        string type = dtype.GetString()!;
        if (SafeTensorsDtype.BytesOf(type) is not int size)
            throw Refuse($"tensor {shown} has the unknown dtype {SafeTensors.Quote(type)}; expected F32 or another of the format's types");
        int[] dimensions = ParseShape(shown, shape);
        return new SafeTensorsEntry(name, type, dimensions, ParseOffsets(shown, offsets, ByteCount(shown, dimensions, size)));
    }

    private int[] ParseShape(string shown, JsonElement shape)
    {
        int[] dimensions = new int[shape.GetArrayLength()];
        int filled = 0;
        foreach (JsonElement element in shape.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int dimension) || dimension < 0)
                throw Refuse($"dimension {filled} of tensor {shown} is not a whole number from 0 to {int.MaxValue}");
            dimensions[filled++] = dimension;
        }

        return dimensions;
    }

    private long ByteCount(string shown, int[] dimensions, int size)
    {
        long bytes = size;
        foreach (int dimension in dimensions)
        {
            if (dimension > 0 && bytes > long.MaxValue / dimension)
                throw Refuse($"the shape of tensor {shown} overflows; expected no more elements than the {_dataBytes:N0} bytes of data hold");
            bytes *= dimension;
        }

        return bytes;
    }

    private int ParseOffsets(string shown, JsonElement offsets, long expectedBytes)
    {
        if (!TryOffset(offsets[0], out long begin) || !TryOffset(offsets[1], out long end))
            throw Refuse($"the data_offsets of tensor {shown} are not two whole numbers from 0 up");
        if (begin != _position)
        {
            throw Refuse($"tensor {shown} begins at byte {begin:N0} of the data; expected {_position:N0}, where the tensor before it ends "
                + "(tensors must be in the order of their data, without gaps or overlaps)");
        }

        if (end < begin)
            throw Refuse($"tensor {shown} ends at byte {end:N0} of the data, before its begin at {begin:N0}");
        if (end - begin != expectedBytes)
            throw Refuse($"tensor {shown} takes {end - begin:N0} bytes; its shape and dtype ask for {expectedBytes:N0}");
        if (end > _dataBytes)
            throw Refuse($"tensor {shown} ends at byte {end:N0} of the data, but the file has {_dataBytes:N0} bytes of data");
        if (expectedBytes > Array.MaxLength)
            throw Refuse($"tensor {shown} takes {expectedBytes:N0} bytes; a tensor of more than {Array.MaxLength:N0} bytes is not supported");
        _position = end;
        return (int)expectedBytes;
    }

    private static bool TryOffset(JsonElement element, out long offset)
    {
        offset = -1;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out offset) && offset >= 0;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    // The JSON reader's message may repeat names from the file.
    private static string Reason(Exception e) => SafeTensors.Printable(e.Message, 200).TrimEnd('.');

    private PlauditException Refuse(string fault, Exception? inner = null) => SafeTensors.Refuse(_path, fault, inner);
}
