using Plaudit.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

public class RunSettingsTests
{
    [Fact]
    public void How_rows_are_read_is_kept_for_a_resumed_run()
    {
        var settings = new RunSettings("/data/r.dat", null, "2", "1", true, 2)
        {
            Format = ReviewInputFormat.Csv,
            Quotes = QuoteStyle.Backslash,
            Separator = '^',
            NoHeader = true,
            PositiveLabel = "good",
            NegativeLabel = "bad",
        };
        var expected = new ReviewReadOptions
        {
            Format = ReviewInputFormat.Csv,
            Quotes = QuoteStyle.Backslash,
            Separator = '^',
            HasHeader = false,
            TextColumn = "2",
            LabelColumn = "1",
            PositiveLabel = "good",
            NegativeLabel = "bad",
            OnBadRow = BadRow.Skip,
        };
        Assert.Equal(expected, RunSettings.FromJson(settings.ToJson()).Reading);
    }

    [Fact]
    public void What_is_left_open_is_not_written_so_that_older_runs_and_newer_ones_look_alike() =>
        Assert.DoesNotContain("quotes", new RunSettings("/data/r.csv", null, null, null, false, 2).ToJson(), StringComparison.Ordinal);
}
