namespace Plaudit.Data.Readers;

/// <summary>A request to a reader.</summary>
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
    /// <summary>How strictly a row's label is read.</summary>
    public LabelRule RowLabels => Options.KeepIncompleteRows ? LabelRule.Optional : Labels;

    /// <summary>How strictly a review's label is read.</summary>
    public LabelRule Labels => Options.LabelsRequired && Half != DataHalf.Unsup ? LabelRule.Required : LabelRule.Optional;
}

/// <summary>How strictly a row's label is read.</summary>
internal enum LabelRule
{
    /// <summary>A row without one is a bad row.</summary>
    Required,

    /// <summary>A row may go without one, but not with an unknown one.</summary>
    Optional,

    /// <summary>A known label is used; a missing or unknown one is not an error.</summary>
    Ignored,
}
