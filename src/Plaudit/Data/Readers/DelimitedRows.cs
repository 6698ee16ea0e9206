using System.Text;

namespace Plaudit.Data.Readers;

/// <summary>
/// Splits text into rows of fields. A fault of quoting costs its own row alone: where a quote is not closed as it should be, the row ends with its
/// first line, and the following lines are read again as separate rows (docs/decisions/0004-own-csv-reader.md).
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="separator">The field separator.</param>
/// <param name="style">What quotes mean; not <see cref="QuoteStyle.Auto"/>.</param>
internal sealed class DelimitedRows(StrictUtf8Reader reader, char separator, QuoteStyle style)
{
    /// <summary>A row with more fields is not a row of reviews.</summary>
    public const int MostFields = 10_000;

    private const string LeftOpen = "a quote is opened and not closed within its row";

    // Each stray quote may cost a second look at the following lines; a file full of them would take hours.
    private const long MostReadAgain = 1L << 28;

    private readonly Queue<(string Text, string End)> _pending = [];
    private readonly List<(string Text, string End)> _linesOfRow = [];
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private string _line = "";
    private string _end = "";
    private int _at;
    private long _linesTaken;
    private long _charactersOfRow;
    private long _charactersReadAgain;

    /// <summary>The row's fields; those before the fault where there is one.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The row's number, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>The row's first line, from 1.</summary>
    public long FirstLine { get; private set; }

    /// <summary>The lines of the row, without their ends.</summary>
    public IEnumerable<string> Lines => _linesOfRow.Select(line => line.Text);

    /// <summary>True if the row goes over more than one line.</summary>
    public bool SpansLines => _linesOfRow.Count > 1;

    /// <summary>What is wrong with the row's quotes, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>True if the row is an empty line.</summary>
    public bool IsBlank => _linesOfRow is [{ Text: "" }];

    /// <summary>True if a line of the row contains <c>\"</c>.</summary>
    public bool HasBackslashQuote { get; private set; }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="PlauditException">It has more than <see cref="MostFields"/> fields.</exception>
    public bool Read()
    {
        _fields.Clear();
        _linesOfRow.Clear();
        _charactersOfRow = 0;
        Fault = null;
        HasBackslashQuote = false;
        if (!NextLine())
            return false;
        Row++;
        FirstLine = _linesTaken;
        do
        {
            if (_fields.Count == MostFields)
                RefuseFields();
            else if (style != QuoteStyle.None && _at < _line.Length && _line[_at] == '"')
                QuotedField();
            else
                PlainField();
        }
        while (Fault is null && _at++ < _line.Length);
        return true;
    }

    /// <summary>Ends the row with its first line, because its quote is a stray one. The lines after it are read again.</summary>
    public void EndWithFirstLine() => EndWithFirstLine(LeftOpen);

    /// <summary>Puts the first line back.</summary>
    public void Unread(string line, string end) => _pending.Enqueue((line, end));

    /// <summary>Counts a line before the first row, which was read already.</summary>
    public void CountLine() => _linesTaken++;

    private void PlainField()
    {
        int length = _line.AsSpan(_at).IndexOf(separator);
        string field = length < 0 ? _line[_at..] : _line.Substring(_at, length);
        _at += field.Length;
        _fields.Add(style == QuoteStyle.Backslash ? field.Replace("\\\"", "\"", StringComparison.Ordinal) : field);
    }

    /// <summary>Takes a field in quotes, over as many lines as it has.</summary>
    private void QuotedField()
    {
        _field.Clear();
        _at++;
        while (Fault is null)
        {
            int special = _line.AsSpan(_at).IndexOfAny('"', '\\');
            if (special < 0)
            {
                _field.Append(_line, _at, _line.Length - _at).Append(_end);
                if (_charactersOfRow > StrictUtf8Reader.LongestRow)
                    EndWithFirstLine($"a quote is opened and not closed within {StrictUtf8Reader.LongestRow:N0} characters");
                else if (!NextLine())
                    EndWithFirstLine("a quote is opened and not closed before the end of the file");
                continue;
            }

            _field.Append(_line, _at, special);
            _at += special;
            if (_line[_at] == '\\')
            {
                bool escape = style == QuoteStyle.Backslash && _at + 1 < _line.Length && _line[_at + 1] is '"' or '\\';
                _field.Append(_line[escape ? ++_at : _at]);
            }
            else if (_at + 1 < _line.Length && _line[_at + 1] == '"')
            {
                _field.Append(_line[++_at]);
            }
            else
            {
                CloseField();
                return;
            }

            _at++;
        }
    }

    private void CloseField()
    {
        _at++;
        if (_at < _line.Length && _line[_at] != separator)
            EndWithFirstLine(SpansLines ? LeftOpen : "text after a closing quote");
        else
            _fields.Add(_field.ToString());
    }

    private void RefuseFields()
    {
        if (SpansLines)
            EndWithFirstLine(LeftOpen);
        else
            throw new PlauditException(
                $"{reader.File}, row {Row} (line {FirstLine}): more than {MostFields:N0} fields. Is '{separator}' the separator of this file?");
    }

    private void EndWithFirstLine(string fault)
    {
        (string Text, string End)[] later = [.. _linesOfRow.Skip(1), .. _pending];
        _pending.Clear();
        foreach ((string Text, string) line in later)
        {
            _pending.Enqueue(line);
            _charactersReadAgain += line.Text.Length + 1;
        }

        if (_charactersReadAgain > MostReadAgain)
            throw new PlauditException(
                $"{reader.File}, row {Row} (line {FirstLine}): {fault}, as in many rows before it. Does {Setting.QuotesNone} read this file?");
        _linesOfRow.RemoveRange(1, _linesOfRow.Count - 1);
        _linesTaken = FirstLine;
        _at = _line.Length;
        Fault = fault;
    }

    private bool NextLine()
    {
        if (_pending.TryDequeue(out (string Text, string End) again))
            (_line, _end) = again;
        else if (reader.ReadLine(out string end) is { } line)
            (_line, _end) = (line, end);
        else
            return false;
        _at = 0;
        _linesTaken++;
        _linesOfRow.Add((_line, _end));
        _charactersOfRow += _line.Length + 1;
        HasBackslashQuote |= _line.Contains("\\\"", StringComparison.Ordinal);
        return true;
    }
}
