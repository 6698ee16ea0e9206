using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plaudit.Models;

/// <summary>The JSON header of a safetensors file: the metadata, and each tensor's type, shape and place in the data.</summary>
internal static class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>Longer headers are neither written nor read; the limit of the format's reference implementation.</summary>
    public const int MaximumBytes = 100_000_000;

    // The format asks for 8; 64 lets a reader map the file and use whole cache lines and the widest SIMD loads.
    private const int Alignment = 64;

    // Quotes as \" and letters as themselves: the recipe and the vocabulary inside stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The header's bytes, in the given order, padded with spaces so that the data after it starts at a multiple of 64.</summary>
    /// <exception cref="ArgumentException">A name is taken twice or reserved, a dimension is negative, or a string is not valid UTF-16.</exception>
    /// <exception cref="PlauditException">The header would be longer than readers accept.</exception>
    public static ReadOnlyMemory<byte> Serialize(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorToWrite> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
                WriteMetadata(json, metadata);
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }

        int padding = (Alignment - ((sizeof(ulong) + buffer.WrittenCount) % Alignment)) % Alignment;
        buffer.GetSpan(Alignment)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        if (buffer.WrittenCount > MaximumBytes)
        {
            throw new PlauditException(
                $"cannot write {path}: its header (metadata and tensor names) would take {buffer.WrittenCount:N0} bytes, and readers "
                + $"accept {MaximumBytes:N0}. Use a smaller vocabulary. What stood there before is unchanged.");
        }

        return buffer.WrittenMemory;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataKey);
        foreach ((string key, string value) in metadata)
            json.WriteString(Valid(key), Valid(value));
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, IReadOnlyList<TensorToWrite> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        long begin = 0;
        foreach (TensorToWrite tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"the tensor name '{tensor.Name}' is taken twice or reserved.", nameof(tensors));
            json.WriteStartObject(Valid(tensor.Name));
            json.WriteString("dtype", tensor.Dtype);
            json.WriteStartArray("shape");
            long bytes = SafeTensorsDtype.BytesOf(tensor.Dtype)
                ?? throw new ArgumentException($"tensor '{tensor.Name}' has the unknown dtype {tensor.Dtype}.", nameof(tensors));
            foreach (int dimension in tensor.Shape)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(dimension, tensor.Name);
                json.WriteNumberValue(dimension);
                bytes = checked(bytes * dimension);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(begin);
            begin = checked(begin + bytes);
            json.WriteNumberValue(begin);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    // The JSON writer would silently put U+FFFD in place of half a surrogate pair, and the file would not hold what was saved.
    private static string Valid(string text)
    {
        _ = StrictUtf8.GetByteCount(text);
        return text;
    }
}
