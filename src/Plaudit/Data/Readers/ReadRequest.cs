namespace Plaudit.Data.Readers;

/// <summary>What a reader is asked for.</summary>
/// <param name="Name">What the set will be called.</param>
/// <param name="Half">The half wanted, or null for all.</param>
/// <param name="Options">How rows are read.</param>
/// <param name="Progress">Told how far reading has come, or null.</param>
/// <param name="CancellationToken">Stops reading.</param>
internal sealed record ReadRequest(
    string Name,
    DataHalf? Half,
    ReviewReadOptions Options,
    IProgress<DataProgress>? Progress,
    CancellationToken CancellationToken)
{
    /// <summary>What is asked of the label of a row of a file.</summary>
    public LabelRule RowLabels => Options.KeepIncompleteRows ? LabelRule.Optional : Labels;

    /// <summary>What is asked of a review's label.</summary>
    public LabelRule Labels => Options.LabelsRequired && Half != DataHalf.Unsup ? LabelRule.Required : LabelRule.Optional;
}

/// <summary>What is asked of a row's label.</summary>
internal enum LabelRule
{
    /// <summary>A row without one is a bad row.</summary>
    Required,

    /// <summary>A row may go without one, but not with an unknown one.</summary>
    Optional,

    /// <summary>A row gives its label if it has one that is known; any other is no fault.</summary>
    Ignored,
}
