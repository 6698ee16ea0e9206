using System.Globalization;
using System.Text;

namespace Plaudit.Models;

/// <summary>
/// Word vectors as text, one token per line: the token, then its numbers, separated by spaces (GloVe). A first line may give the number of
/// vectors and of their dimensions (word2vec, fastText). Tokens may contain spaces, as some of GloVe's do: a line is read from its end.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const int LongestLine = 1 << 20;

    private readonly FileStream _stream;
    private readonly string _path;
    private readonly int _size;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;
    private long? _promised;
    private (int Start, int Length) _token;
    private (int Start, int Length) _numbers;

    private VectorFile(FileStream stream, string path, int size)
    {
        _stream = stream;
        _path = path;
        _size = size;
    }

    /// <summary>The number of the line read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The vectors read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The token of the vector read last, in UTF-8. Valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Token => _buffer.AsSpan(_token.Start, _token.Length);

    /// <summary>Opens a file whose vectors must have <paramref name="size"/> dimensions.</summary>
    /// <exception cref="PlauditException">It cannot be read.</exception>
    public static VectorFile Open(string path, int size)
    {
        try
        {
            return new VectorFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), path, size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException(
                $"cannot read the word vectors {path} (\"vectors\" of the embedding; looked for {Path.GetFullPath(path)}): {e.Message}", e);
        }
    }

    /// <summary>Reads the next vector's token.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="PlauditException">
    /// A line has another number of dimensions, or the file is empty, or shorter than its first line says.
    /// </exception>
    public bool Read()
    {
        while (TryReadLine(out int start, out int length))
        {
            ReadOnlySpan<byte> line = _buffer.AsSpan(start, length);
            if (line.IsEmpty || (Line == 1 && IsHeader(line)))
                continue;
            if (Count == 0)
                CheckDimensions(line);
            Split(start, line);
            Count++;
            return true;
        }

        if (Count == 0)
            throw new PlauditException($"{_path} holds no word vectors: expected lines of a token and {_size:N0} numbers.");
        if (_promised is { } promised && promised != Count)
            throw new PlauditException(
                $"{_path}, line 1: the header says {promised:N0} vectors, but the file holds {Count:N0}. It may be cut: get it again.");
        return false;
    }

    /// <summary>Parses the vector read last.</summary>
    /// <param name="vector">(E) receives it.</param>
    /// <exception cref="PlauditException">A number is none, or not finite.</exception>
    public void Parse(Span<float> vector)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_numbers.Start, _numbers.Length);
        foreach (ref float value in vector)
        {
            rest = rest.TrimStart(" \t"u8);
            int length = rest.IndexOfAny((byte)' ', (byte)'\t');
            ReadOnlySpan<byte> field = length < 0 ? rest : rest[..length];
            if (!TryNumber(field, out value) || !float.IsFinite(value))
                throw new PlauditException($"{_path}, line {Line:N0}, vector of '{Shown(Token)}': expected finite numbers, found '{Shown(field)}'.");
            rest = rest[field.Length..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool IsHeader(ReadOnlySpan<byte> line)
    {
        int space = line.IndexOf((byte)' ');
        if (space < 0 || !TryWhole(line[..space], out long count) || !TryWhole(line[(space + 1)..], out long dimensions))
            return false;
        if (dimensions != _size)
            throw WrongDimension(dimensions);
        _promised = count;
        return true;
    }

    /// <summary>The first token is taken to have no spaces, so that a file of other dimensions is distinguished from tokens with spaces.</summary>
    private void CheckDimensions(ReadOnlySpan<byte> line)
    {
        int numbers = 0;
        while (line.LastIndexOfAny((byte)' ', (byte)'\t') is > 0 and var space && TryNumber(line[(space + 1)..], out _))
        {
            line = line[..space].TrimEnd(" \t"u8);
            numbers++;
        }

        if (numbers == 0)
        {
            throw new PlauditException($"{_path}, line {Line:N0}: expected a token and {_size:N0} numbers, found '{Shown(line)}'. "
                + "GloVe's and word2vec's text formats are read; a binary word2vec file must be converted first.");
        }

        if (numbers != _size)
            throw WrongDimension(numbers);
    }

    private void Split(int start, ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> token = line;
        int found = 0;
        for (; found < _size && token.LastIndexOfAny((byte)' ', (byte)'\t') is >= 0 and var space; found++)
            token = token[..space].TrimEnd(" \t"u8);
        int last = token.LastIndexOfAny((byte)' ', (byte)'\t');
        bool more = last >= 0 && TryNumber(token[(last + 1)..], out _);
        if (found < _size || more)
        {
            throw new PlauditException($"{_path}, line {Line:N0}: expected a token and {_size:N0} numbers as in the lines before, found "
                + $"{(more ? $"more than {_size:N0}" : $"{found:N0}")} fields after '{Shown(token)}'. The line may be damaged: get the file again.");
        }

        _token = (start, token.Length);
        _numbers = (start + token.Length, line.Length - token.Length);
    }

    /// <summary>Only a line feed ends a line: some tokens are characters that other readers take for line breaks.</summary>
    private bool TryReadLine(out int start, out int length)
    {
        int searched = 0;
        int found;
        while ((found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            _buffer.AsSpan(_start, searched).CopyTo(_buffer);
            (_start, _end) = (0, searched);
            if (_end == _buffer.Length)
                throw new PlauditException(
                    $"{_path}, line {Line + 1:N0} has more than {LongestLine:N0} bytes: expected a token and {_size:N0} numbers.");
            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            if (read == 0)
                break;
        }

        bool any = found >= 0 || searched > 0;
        length = found >= 0 ? searched + found : searched;
        start = _start;
        _start += length + (found >= 0 ? 1 : 0);
        if (!any)
            return false;
        if (++Line == 1 && _buffer.AsSpan(start, length).StartsWith(Encoding.UTF8.Preamble))
            (start, length) = (start + 3, length - 3);
        length = _buffer.AsSpan(start, length).TrimEnd(" \t\r"u8).Length;
        return true;
    }

    private PlauditException WrongDimension(long found) => new(
        $"{_path}, line {Line:N0}: expected vectors of {_size:N0} numbers (the embedding's \"size\"), found {found:N0}. "
        + $"Use another file, or {Setting.OfRecipe($"layers.0.size={found}")}.");

    private static bool TryWhole(ReadOnlySpan<byte> field, out long value) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryNumber(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static string Shown(ReadOnlySpan<byte> text) =>
        string.Concat(Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]).Select(c => char.IsControl(c) ? '?' : c))
            + (text.Length > 40 ? "..." : "");
}
