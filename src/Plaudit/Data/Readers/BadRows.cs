namespace Plaudit.Data.Readers;

/// <summary>Decides what an unusable row means: an error, or one more in the count.</summary>
internal sealed class BadRows(BadRow rule)
{
    private const int Kept = 20;

    private readonly List<string> _messages = [];
    private string? _firstFault;

    /// <summary>How many rows were left out.</summary>
    public int Count { get; private set; }

    /// <summary>What was wrong with the first of them.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Reports the row at <paramref name="where"/>.</summary>
    /// <param name="where">The place, such as <c>reviews.csv, row 17</c>.</param>
    /// <param name="fault">What is wrong, what was expected and found; a sentence without its full stop.</param>
    /// <exception cref="PlauditException">Bad rows are errors.</exception>
    public void Report(string where, string fault)
    {
        string message = $"{where}: {fault}.";
        if (rule == BadRow.Error)
            throw new PlauditException($"{message} Correct the row, or leave such rows out with {Setting.SkipBadRows}.");
        Count++;
        if (_messages.Count < Kept)
            _messages.Add(message);
    }

    /// <summary>The place of the first row that was reported for later, or null.</summary>
    public string? FirstLater { get; private set; }

    /// <summary>Reports a row with an unknown label: whether it is a slip or the file has other labels shows at its end.</summary>
    public void ReportLater(string where, string fault)
    {
        FirstLater ??= where;
        _firstFault ??= fault;
        Count++;
        if (_messages.Count < Kept)
            _messages.Add($"{where}: {fault}.");
    }

    /// <summary>Reports the first of the rows that waited.</summary>
    /// <exception cref="PlauditException">There is one, and bad rows are errors.</exception>
    public void ThrowLater()
    {
        if (rule == BadRow.Error && FirstLater is not null)
            Report(FirstLater, _firstFault!);
    }

    /// <summary>A sentence for a set that has nothing left, or nothing at all.</summary>
    public string Summary => Count == 0 ? "" : $" All {Count} rows were left out; the first: {_messages[0]}";
}
