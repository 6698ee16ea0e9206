namespace Plaudit.Data.Readers;

/// <content>The machine's stack, its memo of values used several times, and the lists and tuples made of them.</content>
internal sealed partial class ListPickle
{
    // NumPy writes a list a review and a thousand numbers at a time: this is far beyond, and keeps a hostile pickle from filling memory.
    private const int MostObjects = 1 << 20;

    private readonly List<PickleValue> _stack = [];
    private readonly Dictionary<uint, PickleValue> _memo = [];
    private int _objects;

    private void Push(PickleValue value)
    {
        if (_stack.Count >= MostObjects)
            throw Refused($"its stack holds more than {MostObjects:N0} values");
        _stack.Add(value);
    }

    private void PushNew(object made)
    {
        if (++_objects > MostObjects)
            throw Refused($"it makes more than {MostObjects:N0} lists and other objects");
        Push(new(made));
    }

    private PickleValue Pop()
    {
        if (_stack.Count == 0 || _stack[^1].Object is PickleMark.Mark)
            throw Refused("it takes a value off its stack where there is none");
        PickleValue value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private string PopText()
    {
        PickleValue value = Pop();
        if (value.Object is not string text)
            throw Refused($"expected a name, found {value.Kind}");
        return text;
    }

    private T Top<T>(string expected)
        where T : class
    {
        if (_stack.Count == 0 || _stack[^1].Object is not T top)
            throw Refused($"expected {expected}, found {(_stack.Count == 0 ? "nothing" : _stack[^1].Kind)}");
        return top;
    }

    private int LastMark()
    {
        int mark = _stack.FindLastIndex(value => value.Object is PickleMark.Mark);
        if (mark < 0)
            throw Refused("it looks for a mark that was never set");
        return mark;
    }

    private void AppendAll()
    {
        int mark = LastMark();
        if (mark == 0 || _stack[mark - 1].Object is not PickleList list)
            throw Refused($"expected a list to append to, found {(mark == 0 ? "nothing" : _stack[mark - 1].Kind)}");
        for (int i = mark + 1; i < _stack.Count; i++)
            Append(list, _stack[i]);
        _stack.RemoveRange(mark, _stack.Count - mark);
    }

    private void Append(PickleList list, PickleValue value)
    {
        if (value.Object is PickleList inner && list.Numbers.Count == 0)
            list.Lists.Add(inner);
        else if (value.IsNumber && list.Lists.Count == 0 && value.Number is >= int.MinValue and <= int.MaxValue)
            list.Numbers.Add((int)value.Number);
        else
            throw Refused(
                $"expected lists of whole numbers, found {(value.IsNumber ? $"the number {value.Number}" : value.Kind)} in a list of "
                + $"{(list.Lists.Count > 0 ? "lists" : "numbers")}");
    }

    private void PushTuple(int elements, bool marked = false)
    {
        int first = _stack.Count - elements;
        if (first < 0 || _stack.Skip(first).Any(value => value.Object is PickleMark.Mark))
            throw Refused("it takes a value off its stack where there is none");
        PickleValue[] tuple = [.. _stack.Skip(first)];
        _stack.RemoveRange(first, elements);
        if (marked)
            _stack.RemoveAt(first - 1);
        PushNew(tuple);
    }

    private void Memoize(uint key)
    {
        if (_stack.Count == 0 || _stack[^1].Object is PickleMark.Mark)
            throw Refused("it remembers a value where there is none");
        if (_memo.Count >= MostObjects)
            throw Refused($"it remembers more than {MostObjects:N0} values");
        _memo[key] = _stack[^1];
    }

    private void PushMemo(uint key)
    {
        if (!_memo.TryGetValue(key, out PickleValue value))
            throw Refused($"it asks for value {key}, which it never remembered");
        Push(value);
    }
}
