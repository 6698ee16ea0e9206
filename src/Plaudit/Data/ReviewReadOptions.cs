namespace Plaudit.Data;

/// <summary>How reviews are read from a file.</summary>
public sealed record ReviewReadOptions
{
    /// <summary>
    /// The column (or JSON key) of the text, whatever its case; null for the one of a usual name: <c>review</c>, <c>text</c> and others.
    /// </summary>
    public string? TextColumn { get; init; }

    /// <summary>
    /// The column (or JSON key) of the label, whatever its case; null for the one of a usual name: <c>sentiment</c>, <c>label</c> and others.
    /// </summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// How a file is written; null to go by its extension. <see cref="ReviewInputFormat.Text"/> with labels means fastText's lines.
    /// </summary>
    public ReviewInputFormat? Format { get; init; }

    /// <summary>What quotes mean in CSV and TSV.</summary>
    public QuoteStyle Quotes { get; init; }

    /// <summary>The field separator of CSV and TSV; null to detect it from the first line.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether CSV and TSV have a header; without one, columns are numbered from 1.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What the file calls a positive review, in any case; null for the usual words. Goes with <see cref="NegativeLabel"/>.</summary>
    public string? PositiveLabel { get; init; }

    /// <summary>What the file calls a negative review, in any case; null for the usual words.</summary>
    public string? NegativeLabel { get; init; }

    /// <summary>Told what was decided about a file whose layout the options leave open, a sentence each without its full stop; or null.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>What to do with a row that cannot be used.</summary>
    public BadRow OnBadRow { get; init; } = BadRow.Error;

    /// <summary>
    /// True (the default): a row without a label is a bad row, and the archive's unlabelled reviews are passed over.
    /// False: both are read into <see cref="ReviewSet.Unlabelled"/>. Asking for <see cref="DataHalf.Unsup"/> implies false.
    /// </summary>
    public bool LabelsRequired { get; init; } = true;

    /// <summary>
    /// True: a row of a file that lacks its label or its text is read with what it has, without a label into <see cref="ReviewSet.Unlabelled"/>, so
    /// that such rows can be counted; the archive's unlabelled reviews are still passed over unless <see cref="LabelsRequired"/> is false. Default
    /// false.
    /// </summary>
    public bool KeepIncompleteRows { get; init; }

    /// <summary>
    /// True: each review keeps all columns of its row (<see cref="Review.Columns"/>), to be carried along into a file of predictions.
    /// </summary>
    internal bool KeepColumns { get; init; }
}

/// <summary>What to do with a row that cannot be used: too few fields, an unknown label, no text.</summary>
public enum BadRow
{
    /// <summary>Reading stops with an error that names the row.</summary>
    Error = 0,

    /// <summary>The row is left out and counted in <see cref="ReviewSet.SkippedRows"/>.</summary>
    Skip = 1,
}

/// <summary>What quotes mean in separated text.</summary>
public enum QuoteStyle
{
    /// <summary>Decided from the whole file's consistency; standard if the input cannot be read twice.</summary>
    Auto = 0,

    /// <summary>They enclose fields, and are doubled inside them (RFC 4180).</summary>
    Standard = 1,

    /// <summary>Nothing: they are text.</summary>
    None = 2,

    /// <summary>They enclose fields; a backslash escapes a quote inside.</summary>
    Backslash = 3,
}
