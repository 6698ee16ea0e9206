using Plaudit.Cli;

namespace Plaudit.Tests.Cli;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("2h", 7200)]
    [InlineData("1h30m", 5400)]
    [InlineData("1H2M3S", 3723)]
    [InlineData("0h5s", 5)]
    public void Hours_minutes_and_seconds_are_understood(string text, int seconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5m2h")]
    [InlineData("1m1m")]
    [InlineData("1.5h")]
    [InlineData("0s")]
    [InlineData("2d")]
    [InlineData("99999999999h")]
    public void Anything_else_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1m 00s")]
    [InlineData(3725, "1h 02m 05s")]
    public void Times_are_shown_to_what_matters(double seconds, string shown) => Assert.Equal(shown, Duration.Show(seconds));
}
