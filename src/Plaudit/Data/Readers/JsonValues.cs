using System.Text;

namespace Plaudit.Data.Readers;

/// <summary>
/// Finds where each value of a JSON text ends: the elements of an array, or consecutive values, over any number of lines. What is inside them
/// is left to a parser.
/// </summary>
internal sealed class JsonValues(string file)
{
    private readonly StringBuilder _value = new();
    private int _depth;
    private bool _inString;
    private bool _isEscaped;
    private bool _hasBegun;
    private bool _inArray;
    private long _line;
    private long _firstLine;

    /// <summary>True if a line holds whole values only, and none reaches into the next line.</summary>
    public static bool AreWhole(string line)
    {
        var values = new JsonValues("");
        _ = values.Take(line).Count();
        return values._depth == 0 && !values._inString && !values._inArray;
    }

    /// <summary>The values in lines, each with the line that it begins on, from 1.</summary>
    /// <exception cref="PlauditException">A value is too long, or the array around all of them is not closed.</exception>
    public IEnumerable<(string Json, long Line)> In(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            foreach ((string, long) value in Take(line))
                yield return value;
            if (_value.Length > StrictUtf8Reader.LongestRow)
                throw new PlauditException(
                    $"{file}, line {_firstLine}: a JSON value of more than {StrictUtf8Reader.LongestRow:N0} characters, the most that a row may "
                    + "have. Is a bracket or a quote missing?");
        }

        if (_value.Length > 0)
            yield return (_value.ToString(), _firstLine);
        else if (_inArray)
            throw new PlauditException($"{file}, line {_line}: the JSON array that the file begins with is not closed. Is the file cut?");
    }

    private IEnumerable<(string Json, long Line)> Take(string line)
    {
        _line++;
        foreach (char c in line)
        {
            if (_depth == 0 && !_inString && (char.IsWhiteSpace(c) || c is ',' || (c == ']' && _inArray)))
            {
                if (_value.Length > 0)
                    yield return Taken();
                _inArray &= c != ']';
            }
            else if (c == '[' && !_hasBegun)
            {
                _inArray = true;
                _hasBegun = true;
            }
            else if (IsLast(c))
            {
                yield return Taken();
            }
        }

        if (_depth > 0 || _inString)
            _value.Append('\n');
        else if (_value.Length > 0)
            yield return Taken();
    }

    /// <summary>Takes a character of a value.</summary>
    /// <returns>True if the value ends with it.</returns>
    private bool IsLast(char c)
    {
        if (_value.Length == 0)
            _firstLine = _line;
        _hasBegun = true;
        _value.Append(c);
        if (_inString)
        {
            _inString = _isEscaped || c != '"';
            _isEscaped = !_isEscaped && c == '\\';
            return !_inString && _depth == 0;
        }

        _inString = c == '"';
        _depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
        return c is '}' or ']' && _depth <= 0;
    }

    private (string Json, long Line) Taken()
    {
        string json = _value.ToString();
        _value.Clear();
        (_depth, _inString, _isEscaped) = (0, false, false);
        return (json, _firstLine);
    }
}
