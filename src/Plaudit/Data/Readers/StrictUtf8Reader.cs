using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Plaudit.Data.Readers;

/// <summary>
/// Reads a stream of UTF-8 text in constant memory and names the line and byte of anything invalid. A byte order mark at the start is passed over.
/// Lines end at a line feed, with or without a carriage return before it; a carriage return alone is text.
/// </summary>
internal sealed class StrictUtf8Reader(Stream stream, string file) : TextReader
{
    /// <summary>A row longer than this many characters is no review: a binary file, or one whose quotes do not match.</summary>
    public const int LongestRow = 1 << 24;

    private const int Block = 1 << 16;

    private readonly byte[] _bytes = new byte[Block];
    private readonly char[] _chars = new char[Block];
    private int _byteCount;
    private int _charStart;
    private int _charEnd;
    private long _decodedBytes;
    private long _lineFeeds;
    private bool _started;
    private bool _ended;

    /// <summary>The file's name, as messages give it.</summary>
    public string File => file;

    /// <inheritdoc/>
    public override int Peek() => Fill() ? _chars[_charStart] : -1;

    /// <inheritdoc/>
    public override int Read() => Fill() ? _chars[_charStart++] : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (!Fill())
            return 0;
        int count = Math.Min(buffer.Length, _charEnd - _charStart);
        _chars.AsSpan(_charStart, count).CopyTo(buffer);
        _charStart += count;
        return count;
    }

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        if (!Fill())
            return null;
        StringBuilder? longer = null;
        do
        {
            ReadOnlySpan<char> rest = _chars.AsSpan(_charStart, _charEnd - _charStart);
            int end = rest.IndexOf('\n');
            if (end >= 0)
            {
                _charStart += end + 1;
                return Line(longer, rest[..end]);
            }

            longer ??= new StringBuilder();
            longer.Append(rest);
            _charStart = _charEnd;
            if (longer.Length > LongestRow)
                throw new PlauditException($"{file}, line {_lineFeeds + 1}: longer than {LongestRow} characters. Is this a text file with one review a line?");
        }
        while (Fill());
        return Line(longer, []);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }

    private static string Line(StringBuilder? start, ReadOnlySpan<char> end)
    {
        if (start is null)
            return new string(end.EndsWith('\r') ? end[..^1] : end);
        start.Append(end);
        if (start.Length > 0 && start[^1] == '\r')
            start.Length--;
        return start.ToString();
    }

    /// <summary>Makes sure that a character is at hand; false at the end.</summary>
    private bool Fill()
    {
        while (_charStart == _charEnd)
        {
            if (_ended && _byteCount == 0)
                return false;
            Refill();
            OperationStatus status = Utf8.ToUtf16(_bytes.AsSpan(0, _byteCount), _chars, out int used, out _charEnd, replaceInvalidSequences: false, isFinalBlock: _ended);
            _charStart = 0;
            if (status == OperationStatus.InvalidData && used == 0)
                throw new PlauditException($"{file}, line {_lineFeeds + 1}: {StrictUtf8.Fault(_decodedBytes, _bytes[0])}.");
            _decodedBytes += used;
            _bytes.AsSpan(used, _byteCount - used).CopyTo(_bytes);
            _byteCount -= used;
            _lineFeeds += _chars.AsSpan(0, _charEnd).Count('\n');
            if (!_started && _charEnd > 0)
            {
                _started = true;
                if (_chars[0] == '\uFEFF')
                    _charStart = 1;
            }
        }

        return true;
    }

    private void Refill()
    {
        if (_ended || _byteCount == Block)
            return;
        try
        {
            int count = stream.Read(_bytes, _byteCount, Block - _byteCount);
            _byteCount += count;
            _ended = count == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read {file}, line {_lineFeeds + 1}: {e.Message}", e);
        }
    }
}
