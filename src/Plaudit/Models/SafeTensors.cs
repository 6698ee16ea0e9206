using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Plaudit.Models;

/// <summary>
/// Writes and reads the safetensors container (huggingface/safetensors): the header's length in 8 bytes, a JSON header, the data.
/// It holds numbers and strings alone, so that loading a stranger's model runs nothing of his. docs/model-file.md describes it.
/// </summary>
internal static class SafeTensors
{
    // Spans of bytes end at 2 GiB, spans of floats at 8: a tensor is written in pieces.
    private const int FloatsAtOnce = 1 << 20;

    /// <summary>Writes a file of F32, F16 and U32 tensors, atomically. The same metadata and tensors in the same order give the same bytes.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="metadata">Strings by name, written in the order the dictionary enumerates them.</param>
    /// <param name="tensors">The tensors, written in this order from where their floats lie.</param>
    /// <exception cref="ArgumentException">
    /// A name is taken twice or reserved, a shape does not match its floats, or a string is not valid UTF-16.
    /// </exception>
    /// <exception cref="PlauditException">The file cannot be written; what stood there before is unchanged.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorToWrite> tensors)
    {
        ReadOnlyMemory<byte> header = SafeTensorsHeader.Serialize(path, metadata, tensors);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header.Span);
            foreach (TensorToWrite tensor in tensors)
                WriteFloats(stream, tensor);
        });
    }

    /// <summary>Reads a file whole, after checking that its header matches the bytes there are.</summary>
    /// <exception cref="PlauditException">The file is missing, cannot be read, or breaks a rule of the format.</exception>
    public static SafeTensorsFile Read(string path)
    {
        if (Directory.Exists(path))
            throw new PlauditException($"cannot read {path}: it is a folder; expected a .safetensors file. Name the file inside it.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
            return Read(stream, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlauditException($"cannot read {path}: there is no such file; expected a .safetensors file. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read {path}: {e.Message} Expected a .safetensors file that this user may read.", e);
        }
    }

    /// <summary>Reads from a stream that can seek, such as an embedded resource, to its end.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="PlauditException">The bytes break a rule of the format.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SafeTensorsFile Read(Stream stream, string path)
    {
        // Without a length nothing could be checked before it is allocated for.
        if (!stream.CanSeek)
            throw new PlauditException($"cannot read {path}: it is a pipe or a device; expected a .safetensors file. Save it to a file first.");
        long fileBytes = stream.Length - stream.Position;
        if (fileBytes == 0)
            throw Refuse(path, "it is empty; expected a header length of 8 bytes, a JSON header and data");
        if (fileBytes < sizeof(ulong))
            throw Refuse(path, $"it has {fileBytes} bytes; the header length alone takes 8");
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(length);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        long left = fileBytes - sizeof(ulong);
        if (headerBytes > SafeTensorsHeader.MaximumBytes)
            throw Refuse(
                path, $"its first 8 bytes give a header of {headerBytes:N0} bytes; expected {SafeTensorsHeader.MaximumBytes:N0} at the most");
        if (headerBytes > (ulong)left)
            throw Refuse(path, $"its first 8 bytes give a header of {headerBytes:N0} bytes, but only {left:N0} bytes follow");

        byte[] header = new byte[headerBytes];
        stream.ReadExactly(header);
        var parser = new SafeTensorsHeaderParser(path, left - header.Length);
        parser.Parse(header);
        return new SafeTensorsFile(path, parser.Metadata, parser.Tensors.ConvertAll(entry => ReadTensor(stream, entry)));
    }

    /// <summary>The refusal of a file that breaks a rule of the format.</summary>
    internal static PlauditException Refuse(string path, string fault, Exception? inner = null) => new(
        $"cannot read {path} as a safetensors file: {fault}. It is damaged, cut short or of another kind: copy it again from its source, or save "
            + "the model again.",
        inner);

    /// <summary>A name from a file, fit for a message.</summary>
    internal static string Quote(string name) => $"'{Printable(name, 60)}'";

    /// <summary>Text that a file had a say in, fit for a message: short, and without characters that would drive a terminal.</summary>
    internal static string Printable(string text, int mostCharacters)
    {
        string start = text.Length <= mostCharacters ? text : $"{text.AsSpan(0, mostCharacters)}...";
        return string.Concat(start.Select(c => char.IsControl(c) ? '?' : c));
    }

    private static SafeTensor ReadTensor(Stream stream, SafeTensorsEntry entry)
    {
        byte[] bytes = new byte[entry.Bytes];
        stream.ReadExactly(bytes);
        return new SafeTensor(entry.Name, entry.Dtype, entry.Shape, bytes);
    }

    private static void WriteFloats(Stream stream, TensorToWrite tensor)
    {
        ReadOnlySpan<float> floats = tensor.Floats();
        long expected = tensor.Shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (floats.Length != expected)
            throw new ArgumentException(
                $"tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Shape)}] was given {floats.Length} floats; expected {expected}.");
        while (!floats.IsEmpty)
        {
            ReadOnlySpan<float> piece = floats[..Math.Min(floats.Length, FloatsAtOnce)];
            if (tensor.Dtype == SafeTensorsDtype.F16)
                WriteHalves(stream, piece);
            else
                WriteLittleEndian(stream, piece);
            floats = floats[piece.Length..];
        }
    }

    private static void WriteHalves(Stream stream, ReadOnlySpan<float> floats)
    {
        byte[] bytes = new byte[floats.Length * 2];
        for (int i = 0; i < floats.Length; i++)
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(i * 2), (Half)floats[i]);
        stream.Write(bytes);
    }

    private static void WriteLittleEndian(Stream stream, ReadOnlySpan<float> floats)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(floats));
            return;
        }

        byte[] bytes = new byte[floats.Length * sizeof(float)];
        for (int i = 0; i < floats.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), floats[i]);
        stream.Write(bytes);
    }
}
