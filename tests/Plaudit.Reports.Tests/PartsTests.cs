using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Tests;

public class PartsTests
{
    [Fact]
    public void Long_curves_keep_their_ends_and_their_shape_in_few_points()
    {
        (Label[] labels, double[] scores) = ChartGallery.Answers(20_000, 7);
        var curve = ModelCurve.Roc("model", RocCurve.Compute(labels, scores));
        Assert.True(curve.X.Count > 1_000);
        IReadOnlyList<(double X, double Y)> points = curve.Points();
        Assert.InRange(points.Count, 150, 250);
        Assert.Equal((0, 0), points[0]);
        Assert.Equal((1, 1), points[^1]);
        double area = Enumerable.Range(1, points.Count - 1).Sum(i => (points[i].X - points[i - 1].X) * (points[i].Y + points[i - 1].Y) / 2);
        Assert.Equal(curve.Figure, area, 0.002);
        Assert.InRange(curve.Points(21).Count, 15, 21);
    }

    [Fact]
    public void Average_precision_is_that_of_scikit_learn()
    {
        // average_precision_score's own example: 0.83.
        var curve = PrecisionRecallCurve.Compute([Label.Negative, Label.Negative, Label.Positive, Label.Positive], [0.1, 0.4, 0.35, 0.8]);
        Assert.Equal(5.0 / 6, ModelCurve.PrecisionRecall("model", curve).Figure, 1e-12);
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.96, "1 min 0 s")]
    [InlineData(119.6, "2 min 0 s")]
    [InlineData(3599.4, "59 min 59 s")]
    [InlineData(3599.9, "1 h 0 min")]
    [InlineData(7199.0, "2 h 0 min")]
    public void Times_round_up_into_the_next_unit(double? seconds, string shown) => Assert.Equal(shown, Format.Time(seconds).Replace('\u00A0', ' '));

    [Theory]
    [InlineData("training.optimizer.rate,layers.1.units,$dropout", "rate,units,dropout")]
    [InlineData("layers.1.units,layers.2.units,rate", "1.units,2.units,rate")]
    [InlineData("$accuracy,accuracy", "$accuracy,accuracy")]
    [InlineData("a.b,b", "a.b,b")]
    public void Keys_are_called_by_as_many_of_their_last_parts_as_tell_them_apart(string keys, string names) =>
        Assert.Equal(names.Split(','), KeyNames.Short(keys.Split(',')));

    [Fact]
    public void Figures_of_reviews_count_labels_and_words()
    {
        Review[] reviews = [new("one two  three", Label.Positive, null, "a"), new("one", Label.Negative, null, "b"),
            new("\tone\ntwo ", Label.Negative, null, "c")];
        Assert.Equal(new ReviewFigures("all", 3, 1, 2, 2, 2, 3), ReviewFigures.Of("all", reviews));
        Assert.Equal(["none", "0", "0", "0", "–", "–", "–"], ReviewFigures.Table([ReviewFigures.Of("none", [])]).Rows[0]);
    }

    [Fact]
    public void Box_plots_draw_some_of_many_outliers_the_farthest_included()
    {
        Chart chart = BoxPlot.Of(
            "lengths", "words", [new BoxFigures("all", 0, 1, 2, 3, 4, [.. Enumerable.Range(10, 10_000).Select(i => (double)i)])]);
        double[] drawn = [.. chart.Spec["layer"]![3]!["data"]!["values"]!.AsArray().Select(row => row!["value"]!.GetValue<long>())];
        Assert.Equal((150, 10, 10_009), (drawn.Length, drawn[0], drawn[^1]));
    }

    [Fact]
    public void Marked_words_have_classes_and_line_breaks_are_lines()
    {
        var html = new HtmlWriter();
        new ReviewList([new QuotedReview(
            [], "a", [new TextPiece("A "), new TextPiece("dull", -0.5), new TextPiece(" but<br /><BR>fine <b>", 0), new TextPiece("film", 1)])])
            .Write(html);
        Assert.Contains("A <mark class=\"against-3\">dull</mark> but&#xA;&#xA;fine &lt;b&gt;<mark class=\"for-5\">film</mark>", html.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_of_the_bundle_can_be_served_one_by_one()
    {
        foreach (string package in VegaBundle.Packages)
        {
            using Stream script = VegaBundle.Open(package);
            Assert.True(script.Length > 40_000, package);
        }

        Assert.Contains("University of Washington", VegaBundle.Script, StringComparison.Ordinal);
    }
}
