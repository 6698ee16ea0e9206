namespace Plaudit.Tests.Foundation;

public sealed class NearestNameTests
{
    private static readonly string[] s_names =
        ["train", "tune", "evaluate", "compare", "notebook-baseline", "notebook-bidirectional", "training.batchSize"];

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("evalute", "evaluate")]
    [InlineData("Compare", "compare")]
    [InlineData("notebook_baseline", "notebook-baseline")]
    [InlineData("bidirectional", "notebook-bidirectional")]
    [InlineData("notebook", null)]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Nearest_name_is_found_or_none(string word, string? name) => Assert.Equal(name, NearestName.Of(word, s_names));
}
