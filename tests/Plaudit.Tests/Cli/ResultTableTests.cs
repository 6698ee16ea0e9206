using Plaudit.Cli;

namespace Plaudit.Tests.Cli;

public class ResultTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_numbers_stand_on_the_right()
    {
        var table = new ResultTable("word", "count>", "");
        table.Row("film", "1,234", "x");
        table.Row("wonderful", "5", "yy");
        Assert.Equal("  word       count\n  film       1,234  x\n  wonderful      5  yy\n", Draw(table));
    }

    [Fact]
    public void Chinese_characters_take_two_columns()
    {
        var table = new ResultTable("", ">");
        table.Row("电影", "1");
        table.Row("film", "2");
        Assert.Equal("  电影  1\n  film  2\n", Draw(table));
    }

    [Fact]
    public void What_does_not_fit_is_cut_off()
    {
        var table = new ResultTable("", "", "");
        table.Row(new string('a', 50), new string('电', 40), "never seen");
        // 110 columns: 2 + 50 + 2 + 27 wide characters of two and the sign.
        Assert.Equal($"  {new string('a', 50)}  {new string('电', 27)}…\n", Draw(table));
    }

    [Fact]
    public void Words_are_cut_off_whole()
    {
        var table = new ResultTable("");
        table.Row(string.Concat(Enumerable.Repeat("wonderful ", 11)) + "film");
        // 108 columns are left: ten words, their blanks and the sign.
        Assert.Equal($"  {string.Concat(Enumerable.Repeat("wonderful ", 10)).TrimEnd()}…\n", Draw(table));
    }

    [Fact]
    public void Tables_stand_beside_each_other_whatever_their_lengths()
    {
        var one = new ResultTable("a", ">");
        one.Row("long word", "1");
        var two = new ResultTable("b");
        two.Row("x");
        two.Row("y");
        Assert.Equal("  a             b\n  long word  1  x\n                y\n", Draw(ResultTable.Beside(one, two)));
    }

    private static string Draw(ResultTable table)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ResultConsole.On(new Streams { Output = output, Error = TextWriter.Null, OpenInput = () => Stream.Null }).Write(table);
        return output.ToString();
    }
}
