using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Plaudit.Cli.Options;
using Plaudit.Recipes;

namespace Plaudit.Tests.Architecture;

/// <summary>The library's messages name its own settings; the command line says them as options.</summary>
public sealed partial class MessageTests
{
    [Fact]
    public void No_text_in_the_library_names_an_option_of_the_command_line()
    {
        string[] texts = [.. Texts(typeof(Recipe).Assembly.Location)];
        Assert.Contains(texts, text => text.Contains("Correct the row, or leave such rows out", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotMatch(CommandLineOption(), text));
    }

    [Fact]
    public void The_command_line_has_an_option_for_every_setting_that_messages_name()
    {
        string[] settings = [.. typeof(Setting).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetValue(null)!)];
        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.Matches("^([a-z]+ )?--[a-z]", OptionNames.In(setting)));
    }

    [Theory]
    [InlineData("train with `training.storage=full`", "train with --set training.storage=full")]
    [InlineData("leave it out with `OnBadRow = BadRow.Skip`.", "leave it out with --on-bad-row skip.")]
    [InlineData("`PositiveLabel` and `NegativeLabel` go together", "--positive and --negative go together")]
    [InlineData("there is no `file` of `x y=1", "there is no `file` of `x y=1")]
    public void Settings_become_options_and_other_text_stays(string message, string shown) => Assert.Equal(shown, OptionNames.In(message));

    /// <summary>The string literals of an assembly.</summary>
    private static IEnumerable<string> Texts(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            yield return metadata.GetUserString(handle);
    }

    [GeneratedRegex("(^|[^-])--[a-z]")]
    private static partial Regex CommandLineOption();
}
