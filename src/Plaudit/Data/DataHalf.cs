namespace Plaudit.Data;

/// <summary>A part of a review set, as a user picks it with <c>:train</c>, <c>:test</c> or <c>:unsup</c> after a data name.</summary>
public enum DataHalf
{
    /// <summary>The labelled reviews that models learn from; files that know no halves are all of it.</summary>
    Train = 0,

    /// <summary>The labelled reviews held back for evaluation.</summary>
    Test = 1,

    /// <summary>The reviews without a label.</summary>
    Unsup = 2,
}
