using Plaudit.Data;
using Plaudit.Data.Readers;

namespace Plaudit.Tests.Data;

public class SampleReviewsTests
{
    [Fact]
    public void Sample_has_a_train_and_a_test_half_of_labelled_reviews_with_films()
    {
        ReviewSet set = TestData.Open("sample");
        Assert.Equal("sample", set.Name);
        Assert.NotEmpty(set.Train);
        Assert.NotEmpty(set.Test);
        Assert.All(set.Labelled, review => Assert.True(review.Label is not null && review.Film is not null && review.Text.Trim().Length > 0));
        Assert.Contains("sample:2", set.Labelled.Select(review => review.Source));
        Assert.Equal(set.Labelled.Count, set.Labelled.Select(review => review.Source).Distinct().Count());
    }

    [Fact]
    public void Half_of_the_sample_is_that_half_alone()
    {
        ReviewSet whole = TestData.Open("sample");
        Assert.Equal(whole.Train, TestData.Open("sample:train").Labelled);
        Assert.Equal(whole.Test, TestData.Open("sample:test").Labelled);
        Assert.Contains("no unlabelled reviews", Assert.Throws<PlauditException>(() => TestData.Open("sample:unsup")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("split\tlabel\treview\n", "expected the header split, label, film, review")]
    [InlineData("split\tlabel\tfilm\treview\ntrain\tpositive\tF\tFine.\ntrain\tgood\tF\tFine.\n", "row 3")]
    [InlineData("split\tlabel\tfilm\treview\nvalidation\tpositive\tF\tFine.\n", "row 2")]
    [InlineData("split\tlabel\tfilm\treview\ntrain\tpositive\tF\tA\ttab.\n", "row 2")]
    public void Slip_in_the_samples_file_is_named(string content, string expected)
    {
        using var reader = new StrictUtf8Reader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), "reviews.tsv");
        var request = new ReadRequest("sample", null, new ReviewReadOptions(), null, default);
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => SampleReviews.Read(reader, request)).Message, StringComparison.Ordinal);
    }
}
