using System.Diagnostics;
using Plaudit.Inference;
using Plaudit.Models;

namespace Plaudit.Server.Tests;

/// <summary>The packages as a stranger would use them: installed from a local folder, without this repository.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string s_repository = Find("Plaudit.slnx");
    private static readonly string s_configuration =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        ? "Release"
        : "Debug";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaudit-packages-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Tool_and_libraries_install_from_a_folder_and_answer_with_the_bundled_model()
    {
        const string review = "A wonderful film, moving and clever.";
        Prediction expected = SentimentPredictor.Default.Predict(review);
        string feed = Path.Combine(_folder.FullName, "feed");
        foreach (string project in (string[])["Plaudit", "Plaudit.Reports", "Plaudit.Server", "Plaudit.Cli"])
            Run(s_repository, "dotnet", "pack", Path.Combine("src", project), "-c", s_configuration, "--no-build", "-o", feed);
        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration><packageSources><clear /><add key="local" value="{feed}" /></packageSources></configuration>
            """);

        string tools = Path.Combine(_folder.FullName, "tools");
        Run(_folder.FullName, "dotnet", "tool", "install", "Plaudit.Cli", "--tool-path", tools, "--version", ModelFile.PlauditVersion);
        Assert.Equal($"{expected.Label}\t{expected.Probability:F4}", Run(_folder.FullName, Path.Combine(tools, "plaudit"), "predict", review).Trim());

        Assert.Equal($"{expected.Label} {expected.Probability:F4} ready", Run(NewHost(), "dotnet", "run", "--", review).Trim());
        Run(Snippets("README.md", "docs/recipes.md", "docs/server.md", "docs/evaluation.md"), "dotnet", "build");
    }

    [Fact]
    public void Readme_names_the_package_and_the_namespace_that_its_snippet_needs()
    {
        string snippet = Assert.Single(SnippetsOf("README.md"), text => text.Contains("MapPlaudit", StringComparison.Ordinal));
        Assert.Contains("dotnet add package Plaudit.Server", snippet, StringComparison.Ordinal);
        Assert.Contains("\nusing Plaudit.Server;\n", snippet, StringComparison.Ordinal);
    }

    /// <summary>An application of nothing but the C# that the documents show, a class a snippet.</summary>
    private string Snippets(params string[] documents)
    {
        DirectoryInfo project = _folder.CreateSubdirectory("snippets");
        WriteProject(project, "snippets.csproj");
        string[] snippets = [.. documents.SelectMany(SnippetsOf)];
        Assert.True(snippets.Length >= 4);
        for (int i = 0; i < snippets.Length; i++)
        {
            ILookup<bool, string> lines = snippets[i].Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal));
            File.WriteAllText(
                Path.Combine(project.FullName, $"Snippet{i}.cs"),
                $"{string.Join('\n', lines[true])}\nstatic class Snippet{i}\n{{\n    static void Run(string[] args)\n    "
                    + $"{{\n{string.Join('\n', lines[false])}\n    }}\n}}\n");
        }

        File.WriteAllText(Path.Combine(project.FullName, "Program.cs"), "Console.WriteLine();\n");
        return project.FullName;
    }

    private static IEnumerable<string> SnippetsOf(string document) =>
        File.ReadAllText(Path.Combine(s_repository, document)).Split("```csharp\n").Skip(1)
            .Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    private static void WriteProject(DirectoryInfo folder, string name) => File.WriteAllText(Path.Combine(folder.FullName, name), $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup><PackageReference Include="Plaudit.Server" Version="{ModelFile.PlauditVersion}" /></ItemGroup>
        </Project>
        """);

    /// <summary>An application that knows the packages alone: predicts, and serves.</summary>
    private string NewHost()
    {
        DirectoryInfo host = _folder.CreateSubdirectory("host");
        WriteProject(host, "host.csproj");
        File.WriteAllText(Path.Combine(host.FullName, "Program.cs"), """
            using System.Globalization;
            using Plaudit.Inference;
            using Plaudit.Server;

            WebApplicationBuilder builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddPlaudit(new PlauditServerOptions());
            WebApplication app = builder.Build();
            app.MapPlaudit();
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            bool ready = (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
            Prediction answer = SentimentPredictor.Default.Predict(args[0]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{answer.Label} {answer.Probability:F4} {(ready ? "ready" : "not ready")}"));
            await app.StopAsync();
            """);
        return host.FullName;
    }

    /// <summary>Runs a command outside this repository's settings and returns its standard output.</summary>
    private string Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            program, arguments)
        { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A package folder of its own, or a package of an earlier build would be found; the packages that ours depend on were restored already.
        string restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages");
        start.Environment["NUGET_FALLBACK_PACKAGES"] = restored;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
        return output;
    }

    private static string Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, name)))
                return folder.FullName;
        }

        throw new FileNotFoundException($"no folder above {AppContext.BaseDirectory} holds {name}");
    }
}
