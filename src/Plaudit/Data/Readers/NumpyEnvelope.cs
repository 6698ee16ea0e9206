namespace Plaudit.Data.Readers;

/// <summary>
/// What NumPy wraps a pickled array of objects in: <c>_reconstruct(ndarray, (0,), b"b")</c> with the state (version, shape, dtype, order, list), and
/// <c>dtype("O8", False, True)</c> with a state of no interest here. Names are compared letter by letter and never looked up; calls are recognised,
/// not made.
/// </summary>
internal static class NumpyEnvelope
{
    // NumPy 2 renamed its core. Python 3 writes bytes into protocol 2 as a call of encode.
    private static readonly PickleGlobal[] s_known =
    [
        new("numpy.core.multiarray", "_reconstruct"),
        new("numpy._core.multiarray", "_reconstruct"),
        new("numpy", "ndarray"),
        new("numpy", "dtype"),
        new("_codecs", "encode"),
    ];

    /// <summary>The name, if it is one of the envelope's.</summary>
    /// <param name="module">Its module.</param>
    /// <param name="name">The name itself.</param>
    /// <param name="refused">Makes the exception for what is wrong.</param>
    public static PickleGlobal Find(string module, string name, Func<string, PlauditException> refused)
    {
        var wanted = new PickleGlobal(module, name);
        if (!s_known.Contains(wanted))
            throw refused($"it asks for {Printable(module)}.{Printable(name)}, which may be code");
        return wanted;
    }

    /// <summary>What a call of the envelope gives.</summary>
    public static object Call(PickleValue function, PickleValue arguments, Func<string, PlauditException> refused)
    {
        var global = function.Object as PickleGlobal;
        switch (global?.Name, arguments.Object)
        {
            case ("_reconstruct", PickleValue[] and [{ Object: PickleGlobal { Name: "ndarray" } },
            { Object: PickleValue[] and [{ IsNumber: true, Number: 0 }] }, { Object: "b" }]):
                return new PickleArray();
            case ("dtype", PickleValue[] and [{ Object: "O8" or "O4" or "O" }, { IsNumber: true }, { IsNumber: true }]):
                return new PickleDtype();
            case ("encode", PickleValue[] and [{ Object: "b" }, { Object: "latin1" }]):
                return "b";
            default:
                throw refused($"it calls {function.Kind} with other arguments than an array of lists has");
        }
    }

    /// <summary>Takes in the state of an array or a dtype.</summary>
    public static void SetState(object target, PickleValue state, Func<string, PlauditException> refused)
    {
        switch (target, state.Object)
        {
            case (PickleDtype, PickleValue[] { Length: 8 or 9 }):
                return;
            case (PickleArray { Content: null } array,
                PickleValue[] and [{ IsNumber: true, Number: 1 }, { Object: PickleValue[] and [{ IsNumber: true } length] }, { Object: PickleDtype },
                { IsNumber: true }, { Object: PickleList list }]):
                int found = Math.Max(list.Lists.Count, list.Numbers.Count);
                if (length.Number != found)
                    throw refused($"the array's shape says {length.Number:N0} elements, its list holds {found:N0}");
                array.Content = list;
                return;
            default:
                throw refused("it sets a state that an array of lists does not have");
        }
    }

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
