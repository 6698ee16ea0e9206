using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>Every tile of rows is somebody's, nobody shares one, and both long and short rows are for everyone.</summary>
public class RowShareTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(12)]
    public void Every_tile_has_one_member_who_meets_it_going_up(int tile)
    {
        for (int rows = 0; rows <= 70; rows++)
        {
            for (int members = 1; members <= 9; members++)
            {
                var met = new List<int>();
                for (int member = 0; member < members; member++)
                {
                    int[] own = Tiles(rows, tile, member, members);
                    var share = new RowShare(rows, tile, member, members);
                    Assert.Equal(own.Order(), own);
                    Assert.All(own, first =>
                        Assert.True((first >= share.Front.First && first < share.Front.End)
                        || (first >= share.Back.First && first < share.Back.End)));
                    met.AddRange(own);
                }

                Assert.Equal(Enumerable.Range(0, (rows + tile - 1) / tile).Select(n => n * tile), met.Order());
            }
        }
    }

    [Fact]
    public void Two_members_of_64_rows_have_the_ends_and_the_middle()
    {
        Assert.Equal([0, 4, 8, 12, 48, 52, 56, 60], Tiles(64, 4, 0, 2));
        Assert.Equal([16, 20, 24, 28, 32, 36, 40, 44], Tiles(64, 4, 1, 2));
    }

    private static int[] Tiles(int rows, int tile, int member, int members)
    {
        var share = new RowShare(rows, tile, member, members);
        var tiles = new List<int>();
        for (int first = share.First; first < rows; first = share.Next(first))
            tiles.Add(first);
        return [.. tiles];
    }
}
