namespace Plaudit.Data;

/// <summary>How reviews are read from a file.</summary>
public sealed record ReviewReadOptions
{
    /// <summary>The column (or JSON key) of the text, whatever its case; null for the format's default: <c>review</c>, in JSON Lines <c>text</c> or <c>review</c>.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column (or JSON key) of the label, whatever its case; null for the format's default: <c>sentiment</c>, in JSON Lines <c>label</c> or <c>sentiment</c>.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>What to do with a row that cannot be used.</summary>
    public BadRow OnBadRow { get; init; } = BadRow.Error;

    /// <summary>
    /// True (the default): a row without a label is a bad row, and the archive's unlabelled reviews are passed over.
    /// False: both are read into <see cref="ReviewSet.Unlabelled"/>. Asking for <see cref="DataHalf.Unsup"/> implies false.
    /// </summary>
    public bool LabelsRequired { get; init; } = true;

    /// <summary>
    /// True: a row of a file that lacks its label or its text is read with what it has, without a label into <see cref="ReviewSet.Unlabelled"/>, so that such
    /// rows can be counted; the archive's unlabelled reviews are still passed over unless <see cref="LabelsRequired"/> is false. Default false.
    /// </summary>
    public bool KeepIncompleteRows { get; init; }
}

/// <summary>What to do with a row that cannot be used: too few fields, an unknown label, no text.</summary>
public enum BadRow
{
    /// <summary>Reading stops with an error that names the row.</summary>
    Error = 0,

    /// <summary>The row is left out and counted in <see cref="ReviewSet.SkippedRows"/>.</summary>
    Skip = 1,
}
