using Plaudit.Data;

namespace Plaudit.Tests.Data;

public class DuplicatesTests
{
    [Fact]
    public void First_of_equal_text_and_label_stays()
    {
        Review[] reviews =
        [
            new("Fine.", Label.Positive, "a", "1"),
            new("Bad.", Label.Negative, "a", "2"),
            new("Fine.", Label.Positive, "b", "3"),
            new("Fine.", Label.Negative, "a", "4"),
            new("fine.", Label.Positive, "a", "5"),
        ];
        Assert.Equal(["1", "2", "4", "5"], Duplicates.Drop(reviews).Select(review => review.Source));
    }
}
