using Plaudit.Cli.Comparison;

namespace Plaudit.Tests.Cli;

public class ModelNamesTests
{
    [Fact]
    public void Names_are_run_folders_and_file_names() =>
        Assert.Equal(["lstm", "nb", "mine", "v1.2"], ModelNames.Of(["runs/lstm", "/data/runs/nb/", "mine.safetensors", "runs/v1.2"]));

    [Fact]
    public void Model_file_of_a_run_has_the_name_of_the_run() =>
        Assert.Equal(["lstm", "nb", "model"], ModelNames.Of(["runs/lstm/model.safetensors", "nb/model.safetensors", "model.safetensors"]));

    [Fact]
    public void Equal_names_take_as_much_of_the_path_as_tells_them_apart() =>
        Assert.Equal(["a/x/lstm", "b/x/lstm", "nb", "y/lstm"],
            ModelNames.Of(["/runs/a/x/lstm", "/runs/b/x/lstm.safetensors", "/runs/nb", "/runs/y/lstm/model.safetensors"]));

    [Fact]
    public void What_is_named_twice_is_numbered() =>
        Assert.Equal(["lstm", "lstm (2)", "nb", "lstm (3)"], ModelNames.Of(["runs/lstm", "runs/lstm/", "nb", "./runs/lstm/model.safetensors"]));

    [Fact]
    public void File_and_folder_that_differ_by_the_extension_alone_have_two_names() =>
        Assert.Equal(2, ModelNames.Of(["runs/lstm", "runs/lstm.safetensors"]).Distinct().Count());
}
