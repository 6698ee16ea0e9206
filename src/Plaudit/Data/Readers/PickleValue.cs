namespace Plaudit.Data.Readers;

/// <summary>What a pickle's opcodes work on: a whole number, or one of the few objects that <see cref="ListPickle"/> knows.</summary>
/// <param name="Object">
/// A <see cref="List{T}"/> of numbers or of such lists, a tuple (<c>PickleValue[]</c>), a text, or one of the objects below; null for a number and
/// <see cref="PickleMark.None"/> for Python's None.
/// </param>
/// <param name="Number">The number; 0 or 1 for false and true.</param>
internal readonly record struct PickleValue(object? Object, long Number = 0)
{
    /// <summary>True for a number or a truth value.</summary>
    public bool IsNumber => Object is null;

    /// <summary>What it is, in words.</summary>
    public string Kind => Object switch
    {
        null => "a number",
        PickleMark.None => "None",
        PickleList => "a list",
        PickleValue[] => "a tuple",
        string => "a text",
        PickleGlobal global => $"{global.Module}.{global.Name}",
        PickleArray => "an array",
        PickleDtype => "a dtype",
        _ => "something else",
    };
}

/// <summary>Objects without content.</summary>
internal enum PickleMark
{
    /// <summary>Python's None.</summary>
    None,

    /// <summary>The place on the stack where a list's elements or a tuple's begin.</summary>
    Mark,
}

/// <summary>A list of numbers, or of lists of numbers: whichever is put in first. Empty it is either.</summary>
internal sealed class PickleList
{
    public List<int> Numbers { get; } = [];

    public List<PickleList> Lists { get; } = [];
}

/// <summary>A name that a pickle may use; it is never looked up.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>NumPy's type object ("O"): the only one that an array of lists has.</summary>
internal sealed class PickleDtype;

/// <summary>NumPy's array of objects, empty until its state is set.</summary>
internal sealed class PickleArray
{
    public PickleList? Content { get; set; }
}
