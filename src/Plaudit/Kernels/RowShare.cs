namespace Plaudit.Kernels;

/// <summary>
/// A team member's rows of a batch sorted by length: equally many from the longer and the shorter half, in two runs of whole tiles. Rows of different
/// hardly ever lie side by side, because a core that reads on ahead would take its neighbour's freshly written lines away (dealt out tile by tile,
/// two threads took up to 15 % longer).
/// </summary>
internal readonly struct RowShare
{
    private readonly int _tile;

    /// <summary>The member's part of <paramref name="rows"/> rows in tiles of <paramref name="tile"/>.</summary>
    public RowShare(int rows, int tile, int member, int members)
    {
        _tile = tile;
        Front = Share.Of(rows, tile, member, 2 * members);
        Back = Share.Of(rows, tile, (2 * members) - 1 - member, 2 * members);
        if (Front.End == Back.First)
        {
            // The middle, in one piece.
            Back = (Front.First, Back.End);
            Front = (Front.First, Front.First);
        }
    }

    /// <summary>[First, End) of the longer rows; may be empty.</summary>
    public (int First, int End) Front { get; }

    /// <summary>[First, End) of the shorter rows, not before the end of <see cref="Front"/>; may be empty.</summary>
    public (int First, int End) Back { get; }

    /// <summary>The first row of the first tile, or more than any row's number.</summary>
    public int First => Front.First < Front.End ? Front.First : FirstOfBack;

    private int FirstOfBack => Back.First < Back.End ? Back.First : int.MaxValue;

    /// <summary>The first row of the tile after the one at <paramref name="first"/>, or more than any row's number.</summary>
    public int Next(int first)
    {
        int next = first + _tile;
        if (first < Front.End)
            return next < Front.End ? next : FirstOfBack;
        return next < Back.End ? next : int.MaxValue;
    }
}
