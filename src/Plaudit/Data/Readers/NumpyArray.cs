using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plaudit.Data.Readers;

/// <summary>
/// A one-dimensional array in NumPy's .npy format (versions 1 to 3): whole numbers, or lists of whole numbers, which NumPy pickles.
/// </summary>
internal sealed partial class NumpyArray
{
    private const int LongestHeader = 1 << 16;

    private readonly string _where;
    private readonly string _type;
    private readonly int _start;
    private readonly byte[] _content;

    private NumpyArray(string where, string type, int count, byte[] content, int start)
    {
        _where = where;
        _type = type;
        Count = count;
        _content = content;
        _start = start;
    }

    /// <summary>The number of its elements.</summary>
    public int Count { get; }

    /// <summary>Reads the header of <paramref name="content"/>.</summary>
    /// <exception cref="PlauditException">It is not a .npy file, or not a one-dimensional array.</exception>
    public static NumpyArray Parse(byte[] content, string where)
    {
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
        if (content.Length < 12 || !content.AsSpan().StartsWith(magic))
            throw new PlauditException($"{where}: expected a NumPy array (the bytes 0x93 NUMPY first), found something else.");
        if (content[6] is < 1 or > 3)
            throw new PlauditException($"{where}: .npy version {content[6]}; versions 1 to 3 are read.");
        int first = content[6] == 1 ? 10 : 12;
        long length = content[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(8))
            : BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(8));
        if (length > Math.Min(LongestHeader, content.Length - first))
            throw new PlauditException(
                $"{where}: claims a header of {length:N0} bytes, but {content.Length - first:N0} follow (and at most {LongestHeader:N0} are read).");
        int start = first + (int)length;
        string header = Encoding.Latin1.GetString(content, first, (int)length).TrimEnd();
        if (Descr().Match(header) is not { Success: true } type || Shape().Match(header) is not { Success: true } shape)
            throw new PlauditException($"{where}: expected a header with 'descr' and 'shape' of a plain array, found {Shown(header)}.");
        string[] sizes = shape.Groups["sizes"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sizes.Length != 1 || !int.TryParse(sizes[0].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            throw new PlauditException($"{where}: expected an array of one dimension, found the shape ({Shown(shape.Groups["sizes"].Value)}).");
        return new NumpyArray(where, type.Groups["type"].Value, count, content, start);
    }

    /// <summary>The elements of an array of whole numbers of 1 to 8 bytes, or of booleans.</summary>
    /// <exception cref="PlauditException">Its type is another, or its bytes are more or fewer than its shape says.</exception>
    public long[] Integers()
    {
        if (IntegerType().Match(_type) is not { Success: true } type)
            throw new PlauditException($"{_where}: expected whole numbers (a NumPy type such as <i8), found the type {Shown(_type)}.");
        int size = type.Groups["size"].Value[0] - '0';
        if (_content.Length - _start != (long)size * Count)
            throw new PlauditException(
                $"{_where}: {Count:N0} numbers of type {_type} take {(long)size * Count:N0} bytes; {_content.Length - _start:N0} follow the header.");
        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Integer(_content.AsSpan(_start + (i * size), size), signed: type.Groups["kind"].Value == "i",
                bigEndian: type.Groups["order"].Value == ">");
        return values;
    }

    /// <summary>The elements of an array of lists; the same list may occur several times.</summary>
    /// <exception cref="PlauditException">
    /// It holds something else, code among it, or other lists than its shape says. Nothing of it is ever run.
    /// </exception>
    public IReadOnlyList<IReadOnlyList<int>> Lists()
    {
        if (!_type.EndsWith('O') || _type.Length > 2)
            throw new PlauditException($"{_where}: expected an array of lists (NumPy's type |O), found the type {Shown(_type)}.");
        IReadOnlyList<IReadOnlyList<int>> lists = new ListPickle(_content, _start, _where).Read();
        if (lists.Count != Count)
            throw new PlauditException($"{_where}: its header says {Count:N0} lists, its pickle holds {lists.Count:N0}.");
        return lists;
    }

    private static long Integer(ReadOnlySpan<byte> bytes, bool signed, bool bigEndian)
    {
        ulong value = 0;
        for (int i = 0; i < bytes.Length; i++)
            value = (value << 8) | bytes[bigEndian ? i : bytes.Length - 1 - i];
        int unused = 64 - (8 * bytes.Length);
        // An unsigned number too large for a long is neither label nor rank; the largest long will do.
        return signed ? (long)(value << unused) >> unused : (long)Math.Min(value, long.MaxValue);
    }

    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "...";

    [GeneratedRegex(@"^\{.*'descr'\s*:\s*'(?<type>[^']*)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Descr();

    [GeneratedRegex(@"'shape'\s*:\s*\((?<sizes>[0-9L, ]*)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex("^(?<order>[<>|=]?)(?<kind>[iub])(?<size>[1248])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex IntegerType();
}
