namespace Plaudit.Data;

/// <summary>A part of a review set, as a user picks it with <c>:train</c>, <c>:test</c> or <c>:unsup</c> behind a data name.</summary>
public enum DataHalf
{
    /// <summary>The labelled reviews that models learn from; files that know no halves are all of it.</summary>
    Train = 0,

    /// <summary>The labelled reviews held back for evaluation.</summary>
    Test = 1,

    /// <summary>The reviews that nobody labelled.</summary>
    Unsup = 2,
}
