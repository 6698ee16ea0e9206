using System.Text.Json;

namespace Plaudit.Tests.Foundation;

public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \n ", "it is empty")]
    [InlineData("{\n  \"a\": nul\n}", ", at line 2, byte 11")]
    [InlineData("[1,\n]]", ", at line 2, byte 1")]
    public void Places_are_counted_from_one_and_the_readers_own_are_gone(string json, string end)
    {
        string fault = JsonFault.Describe(Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(json)));
        Assert.EndsWith(end, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_line_the_byte_alone_is_told() =>
        Assert.EndsWith("literal 'null', at byte 2",
            JsonFault.Describe(Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse("notjson")), oneLine: true), StringComparison.Ordinal);
}
