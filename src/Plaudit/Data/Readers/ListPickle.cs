using System.Buffers.Binary;
using System.Text;

namespace Plaudit.Data.Readers;

/// <summary>
/// Reads a pickled NumPy array of lists of whole numbers, and nothing else. A pickle is a program for a small stack machine that may call whatever it
/// names; this one knows lists, numbers and the few names of NumPy's envelope, which it takes for what they must mean. Every other opcode and name is
/// refused with its place, and the memory it takes is bounded whatever the input says.
/// </summary>
/// <param name="content">The .npy file.</param>
/// <param name="start">Where the pickle begins; offsets in messages count from the file's beginning.</param>
/// <param name="where">What messages call the file.</param>
internal sealed partial class ListPickle(byte[] content, int start, string where)
{
    private const int LongestText = 64;

    private int _position = start;
    private int _opcodeAt = start;

    /// <summary>Runs it.</summary>
    /// <returns>The lists, in the array's order; the same list may be there several times.</returns>
    /// <exception cref="PlauditException">It is cut, holds anything but lists of whole numbers, or asks for code.</exception>
    public IReadOnlyList<IReadOnlyList<int>> Read()
    {
        while (Next() is var opcode and not PickleOpcode.Stop)
            Execute(opcode);
        if (_stack is not [{ Object: PickleArray { Content: { } lists } }])
            throw Refused("its end leaves no array of lists");
        if (_position != content.Length)
            throw Refused($"{content.Length - _position:N0} bytes follow its end");
        if (lists.Numbers.Count > 0)
            throw Refused("the array holds numbers, not lists of numbers");
        if (lists.Lists.Exists(list => list.Lists.Count > 0))
            throw Refused("a review is a list of lists, not of numbers");
        return [.. lists.Lists.Select(list => list.Numbers)];
    }

    private PickleOpcode Next()
    {
        _opcodeAt = _position;
        return (PickleOpcode)Bytes(1)[0];
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                int version = Bytes(1)[0];
                if (version is < 2 or > 5)
                    throw Refused($"it is of protocol {version}; 2 to 5 are read");
                break;
            case PickleOpcode.Frame:
                if (BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8)) > (ulong)(content.Length - _position))
                    throw Refused("a frame reaches beyond its end");
                break;
            case PickleOpcode.BinInt:
                Push(new(null, BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))));
                break;
            case PickleOpcode.BinInt1:
                Push(new(null, Bytes(1)[0]));
                break;
            case PickleOpcode.BinInt2:
                Push(new(null, BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))));
                break;
            case PickleOpcode.Long1:
                Push(new(null, Long(Bytes(Bytes(1)[0]))));
                break;
            case PickleOpcode.NewTrue or PickleOpcode.NewFalse:
                Push(new(null, opcode == PickleOpcode.NewTrue ? 1 : 0));
                break;
            case PickleOpcode.None:
                Push(new(PickleMark.None));
                break;
            case PickleOpcode.Mark:
                Push(new(PickleMark.Mark));
                break;
            case PickleOpcode.ShortBinString or PickleOpcode.ShortBinBytes or PickleOpcode.ShortBinUnicode:
                PushNew(Text(Bytes(1)[0]));
                break;
            case PickleOpcode.BinString or PickleOpcode.BinBytes or PickleOpcode.BinUnicode:
                PushNew(Text(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))));
                break;
            case PickleOpcode.EmptyList:
                PushNew(new PickleList());
                break;
            case PickleOpcode.Append:
                PickleValue last = Pop();
                Append(Top<PickleList>("a list to append to"), last);
                break;
            case PickleOpcode.Appends:
                AppendAll();
                break;
            case PickleOpcode.EmptyTuple or PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                PushTuple(opcode == PickleOpcode.EmptyTuple ? 0 : opcode - PickleOpcode.Tuple1 + 1);
                break;
            case PickleOpcode.Tuple:
                int elements = _stack.Count - 1 - LastMark();
                PushTuple(elements, marked: true);
                break;
            case PickleOpcode.Global:
                PushNew(NumpyEnvelope.Find(Line(), Line(), Refused));
                break;
            case PickleOpcode.StackGlobal:
                string name = PopText();
                PushNew(NumpyEnvelope.Find(PopText(), name, Refused));
                break;
            case PickleOpcode.Reduce:
                PickleValue arguments = Pop();
                PushNew(NumpyEnvelope.Call(Pop(), arguments, Refused));
                break;
            case PickleOpcode.Build:
                PickleValue state = Pop();
                NumpyEnvelope.SetState(Top<object>("an object to set the state of"), state, Refused);
                break;
            case PickleOpcode.BinPut:
                Memoize(Bytes(1)[0]);
                break;
            case PickleOpcode.LongBinPut:
                Memoize(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)));
                break;
            case PickleOpcode.Memoize:
                Memoize((uint)_memo.Count);
                break;
            case PickleOpcode.BinGet:
                PushMemo(Bytes(1)[0]);
                break;
            case PickleOpcode.LongBinGet:
                PushMemo(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)));
                break;
            default:
                throw Refused("this opcode has no place in an array of lists of whole numbers");
        }
    }

    private ReadOnlySpan<byte> Bytes(long count)
    {
        if (count > content.Length - _position)
            throw Refused($"it is cut: {count:N0} bytes are expected at byte {_position:N0}, {content.Length - _position:N0} are left");
        ReadOnlySpan<byte> bytes = content.AsSpan(_position, (int)count);
        _position += (int)count;
        return bytes;
    }

    private string Text(long length)
    {
        if (length > LongestText)
            throw Refused($"a text of {length:N0} bytes: the names of an array of lists have at most {LongestText}");
        return Encoding.Latin1.GetString(Bytes(length));
    }

    private string Line()
    {
        int length = content.AsSpan(_position).IndexOf((byte)'\n');
        if (length < 0)
            throw Refused("it is cut in the middle of a name");
        string line = Text(length);
        _position++;
        return line;
    }

    private long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8)
            throw Refused($"a number of {bytes.Length} bytes");
        long value = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private PlauditException Refused(string why) => new(
        $"{where}: the pickle is refused at byte {_opcodeAt:N0}, opcode 0x{(_opcodeAt < content.Length ? content[_opcodeAt] : 0):X2}: {why}. "
        + "Only lists of whole numbers in a NumPy array are read, and nothing of a pickle is ever run: use Keras's own imdb.npz.");
}
