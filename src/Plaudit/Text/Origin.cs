namespace Plaudit.Text;

/// <summary>
/// What a unit of a cleaned text was made from: the units from <paramref name="Start"/> to before <paramref name="End"/>, at least one.
/// </summary>
internal readonly record struct Origin(int Start, int End)
{
    /// <summary>A unit that was copied unchanged.</summary>
    public static Origin At(int index) => new(index, index + 1);
}
