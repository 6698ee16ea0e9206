namespace Plaudit.Data.Readers;

/// <summary>
/// The opcodes of Python's pickle protocols 2 to 5 that an array of lists of whole numbers takes, by the names of Python's pickletools.
/// </summary>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(',
    EmptyTuple = (byte)')',
    Stop = (byte)'.',
    BinBytes = (byte)'B',
    ShortBinBytes = (byte)'C',
    BinInt = (byte)'J',
    BinInt1 = (byte)'K',
    BinInt2 = (byte)'M',
    None = (byte)'N',
    Reduce = (byte)'R',
    BinString = (byte)'T',
    ShortBinString = (byte)'U',
    BinUnicode = (byte)'X',
    EmptyList = (byte)']',
    Append = (byte)'a',
    Build = (byte)'b',
    Global = (byte)'c',
    Appends = (byte)'e',
    BinGet = (byte)'h',
    LongBinGet = (byte)'j',
    BinPut = (byte)'q',
    LongBinPut = (byte)'r',
    Tuple = (byte)'t',
    Proto = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8A,
    ShortBinUnicode = 0x8C,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
}
