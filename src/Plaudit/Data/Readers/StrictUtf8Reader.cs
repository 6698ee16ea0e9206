using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Plaudit.Data.Readers;

/// <summary>
/// Reads a text in constant memory, unpacked and as UTF-8 (<see cref="PlainStream"/>), and names the line and byte of anything invalid. A byte
/// order mark at the start is passed over. Lines end at a line feed, a carriage return, or both.
/// </summary>
/// <param name="stream">The text's bytes.</param>
/// <param name="file">Its name for messages.</param>
/// <param name="leaveOpen">Whether the stream stays open at the end.</param>
internal sealed class StrictUtf8Reader(Stream stream, string file, bool leaveOpen = false) : TextReader
{
    /// <summary>A row longer than this many characters is not a review, but a binary file or unbalanced quotes.</summary>
    public const int LongestRow = ReadBudget.LongestReview;

    private const int Block = 1 << 16;

    private readonly byte[] _bytes = new byte[Block];
    private readonly char[] _chars = new char[Block];
    private readonly long _beginning = stream.CanSeek ? stream.Position : 0;
    private Stream? _text;
    private int _byteCount;
    private int _charStart;
    private int _charEnd;
    private long _decodedBytes;
    private long _lineEnds;
    private bool _endedInReturn;
    private bool _started;
    private bool _ended;

    /// <summary>Whether the text can be read from its beginning again: a pipe cannot.</summary>
    public bool CanRestart => stream.CanSeek;

    /// <summary>A reader from the beginning of the same text, in place of this one.</summary>
    public StrictUtf8Reader Restart()
    {
        stream.Position = _beginning;
        return new StrictUtf8Reader(stream, file, leaveOpen: true);
    }

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
    public override string? ReadLine() => ReadLine(out _);

    /// <summary>Reads a line and reports how it ends.</summary>
    /// <param name="end">A line feed, a carriage return, both, or nothing at the end of the text.</param>
    public string? ReadLine(out string end)
    {
        end = "";
        if (!Fill())
            return null;
        StringBuilder? longer = null;
        do
        {
            ReadOnlySpan<char> rest = _chars.AsSpan(_charStart, _charEnd - _charStart);
            int length = rest.IndexOfAny('\n', '\r');
            if (length >= 0)
            {
                string line = longer is null ? new string(rest[..length]) : longer.Append(rest[..length]).ToString();
                end = rest[length] == '\n' ? "\n" : "\r";
                _charStart += length + 1;
                if (end == "\r" && Peek() == '\n')
                {
                    end = "\r\n";
                    _charStart++;
                }

                return line;
            }

            longer ??= new StringBuilder();
            longer.Append(rest);
            _charStart = _charEnd;
            if (longer.Length > LongestRow)
                throw new PlauditException(
                    $"{file}, line {_lineEnds + 1}: longer than {LongestRow:N0} characters, the most that a row may have. Is this a text file with "
                    + "one review a line?");
        }
        while (Fill());
        return longer.ToString();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text?.Dispose();
            if (!leaveOpen)
                stream.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes sure that a character is at hand; false at the end.</summary>
    private bool Fill()
    {
        while (_charStart == _charEnd)
        {
            if (_ended && _byteCount == 0)
                return false;
            Refill();
            OperationStatus status =
                Utf8.ToUtf16(_bytes.AsSpan(0, _byteCount), _chars, out int used, out _charEnd, replaceInvalidSequences: false, isFinalBlock: _ended);
            _charStart = 0;
            if (status == OperationStatus.InvalidData && used == 0)
                throw new PlauditException($"{file}, line {_lineEnds + 1}: {StrictUtf8.Fault(_decodedBytes, _bytes[0])}.");
            _decodedBytes += used;
            _bytes.AsSpan(used, _byteCount - used).CopyTo(_bytes);
            _byteCount -= used;
            int nul = _chars.AsSpan(0, _charEnd).IndexOf('\0');
            if (nul >= 0)
            {
                CountLineEnds(_chars.AsSpan(0, nul));
                throw new PlauditException(
                    $"{file}, line {_lineEnds + 1}: found a NUL character: it looks like UTF-16 without a byte order mark. Save it as UTF-8.");
            }

            CountLineEnds(_chars.AsSpan(0, _charEnd));
            if (!_started && _charEnd > 0)
            {
                _started = true;
                if (_chars[0] == '\uFEFF')
                    _charStart = 1;
            }
        }

        return true;
    }

    /// <summary>A carriage return followed by a line feed counts once, even across blocks.</summary>
    private void CountLineEnds(ReadOnlySpan<char> chars)
    {
        if (chars.IsEmpty)
            return;
        _lineEnds += chars.Count('\n') + chars.Count('\r') - chars.Count("\r\n") - (_endedInReturn && chars[0] == '\n' ? 1 : 0);
        _endedInReturn = chars[^1] == '\r';
    }

    private void Refill()
    {
        if (_ended || _byteCount == Block)
            return;
        try
        {
            _text ??= PlainStream.Of(stream);
            int count = _text.Read(_bytes, _byteCount, Block - _byteCount);
            _byteCount += count;
            _ended = count == 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read {file} after line {_lineEnds + 1}: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new PlauditException(
                $"{file}, after line {_lineEnds + 1}: invalid UTF-16, which its byte order mark announces. Save it as UTF-8.", e);
        }
    }
}
