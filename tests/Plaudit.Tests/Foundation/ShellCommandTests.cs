namespace Plaudit.Tests.Foundation;

public sealed class ShellCommandTests
{
    [Theory]
    [InlineData("plain-1.0_x/y:z", "plain-1.0_x/y:z")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's $HOME", "'it'\\''s $HOME'")]
    [InlineData("", "''")]
    public void Commands_can_be_pasted_into_a_shell(string word, string shown) =>
        Assert.Equal($"plaudit {shown}", ShellCommand.Of(["plaudit", word]));
}
