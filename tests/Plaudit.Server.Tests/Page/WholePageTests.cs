using Microsoft.Playwright;

namespace Plaudit.Server.Tests.Page;

/// <summary>The page as a whole: every view in light, dark and on a phone, with the keyboard alone, and for those who do not see it.</summary>
public sealed class WholePageTests(Browser browser, PageModels models)
{
    [Theory]
    [InlineData("light", 1100, ColorScheme.Light)]
    [InlineData("dark", 1100, ColorScheme.Dark)]
    [InlineData("phone", 375, ColorScheme.Light)]
    [InlineData("phone-dark", 375, ColorScheme.Dark)]
    public async Task Every_view_is_accessible_sound_and_fits(string name, int width, ColorScheme scheme)
    {
        await using RunningServer server = await RunningServer.Start(models.Run, models.Everyday);
        await using OpenedPage page =
            await browser.Open(server,
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                ColorScheme = scheme,
                ReducedMotion = ReducedMotion.Reduce
            });

        async Task Look(string view)
        {
            await page.Keep($"{view}-{name}");
            await page.AssertAccessible();
            Assert.False(await page.Overflows(), $"{view} is wider than {width} pixels");
        }

        await Look("start");
        await page.Review.FillAsync("A wonderful, moving film. The zzyzx middle is dull and far too long, but the ending is superb.");
        await page.Press("Analyze");
        await page.Shaded();
        await Look("review");
        await page.Tab("Batch");
        await Look("batch-start");
        string file = models.Write(
            "reviews.csv", "review\n"
            + string.Concat(Enumerable.Range(0, 300)
            .Select(
            i => $"\"A {(i % 3 == 0 ? "dull" : "wonderful")} film, the {i}th that I saw. "
            + $"{(i % 7 == 0 ? "Boring, awful, a waste of time." : "I loved it.")}\"\n")) + "\"\"\n");
        await page.Page.Locator("#file").SetInputFilesAsync(file);
        await page.Page.WaitForSelectorAsync("#start");
        await Look("batch-setup");
        await page.Press("Score the reviews");
        await page.Drawn(1);
        await Look("batch-results");
        await page.Tab("Models");
        await page.Page.WaitForFunctionAsync("() => document.querySelectorAll('#model-card .chart-drawing[data-drawn=true]').length === 4");
        await page.Page.GetByText("Recipe", new PageGetByTextOptions { Exact = true }).Last.ClickAsync();
        await Look("models");
        page.AssertSound();
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        IKeyboard keyboard = page.Page.Keyboard;
        Task<string> Focused() => page.Page.EvaluateAsync<string>("() => document.activeElement.id || document.activeElement.textContent.trim()");
        async Task TabTo(string id)
        {
            for (int i = 0; i < 40 && await Focused() != id; i++)
                await keyboard.PressAsync("Tab");
            Assert.Equal(id, await Focused());
        }

        await keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await Focused());
        await keyboard.PressAsync("Tab");
        Assert.Equal("tab-review", await Focused());
        await keyboard.PressAsync("Tab");
        Assert.Equal("review", await Focused());
        await keyboard.TypeAsync("A dull and boring film.");
        await TabTo("analyze");
        await keyboard.PressAsync("Enter");
        await page.Shaded();
        Assert.StartsWith("Negative", await page.Text(".verdict-label"), StringComparison.Ordinal);
        await TabTo("try-positive");
        await keyboard.PressAsync("Space");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.verdict-label')?.textContent.startsWith('Positive')");
        await TabTo("clear");
        await keyboard.PressAsync("Enter");
        Assert.Equal("review", await Focused());

        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("ArrowRight");
        Assert.Equal("tab-batch", await Focused());
        Assert.True(await page.Page.Locator("#panel-batch").IsVisibleAsync());
        Assert.False(await page.Page.Locator("#panel-review").IsVisibleAsync());
        await page.Page.Locator("#file").SetInputFilesAsync(models.Write("two.txt", "A fine film.\nA dull film.\n"));
        await TabTo("start");
        await keyboard.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync(".results");
        await TabTo("results-title");
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await TabTo("download");
            await keyboard.PressAsync("Enter");
        });
        Assert.Equal("two-sentiment.csv", download.SuggestedFilename);

        await page.Page.Locator("#tab-batch").FocusAsync();
        await keyboard.PressAsync("End");
        Assert.Equal("tab-models", await Focused());
        await page.Drawn(3);
        Assert.EndsWith("#models", page.Page.Url, StringComparison.Ordinal);
        await keyboard.PressAsync("ArrowRight");
        Assert.Equal("tab-review", await Focused());
        page.AssertSound();
    }

    [Fact]
    public async Task The_card_of_the_bundled_model_is_shown_by_a_service_that_starts_from_its_defaults()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions());
        await using OpenedPage page = await browser.Open(server);
        await page.Tab("Models");
        await page.Page.WaitForSelectorAsync("#card-title");
        await page.Keep("models-from-defaults");
        Assert.Equal("", await page.Text("#models-message"));
        string text = await page.Text("#model-card");
        Assert.Contains("everyday", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Invalid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("undefined", text, StringComparison.Ordinal);
        Assert.Matches("0\\.88\\d\\d", await page.Text("#model-card .figures"));
        Assert.DoesNotContain("serve the folder", text, StringComparison.Ordinal);
        await page.AssertAccessible();
        page.AssertSound();
    }

    [Fact]
    public async Task The_page_prints_light_and_in_colour_from_a_dark_screen_too()
    {
        await using RunningServer server = await RunningServer.Start(models.Run);
        await using OpenedPage page = await browser.Open(server, new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await page.Press("Try Negative Example");
        await page.Shaded();
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("exact", await page.Page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('#shaded span')).printColorAdjust"));
        foreach (string hidden in (string[])[".tabs", ".buttons", "footer"])
            Assert.False(await page.Page.Locator(hidden).First.IsVisibleAsync(), hidden);
        Assert.True(await page.Page.Locator("#shaded").IsVisibleAsync());
        await page.Keep("review-print");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await page.Tab("Models");
        await page.Drawn(4);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        await page.Keep("models-print");
        page.AssertSound();
    }

    [Fact]
    public async Task The_verdict_is_announced_and_the_tabs_are_tabs()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server, address: "#batch");
        ILocator tab = page.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Batch", Selected = true });
        Assert.Equal("panel-batch", await tab.GetAttributeAsync("aria-controls"));
        Assert.True(await page.Page.GetByRole(AriaRole.Tabpanel, new PageGetByRoleOptions { Name = "Batch" }).IsVisibleAsync());
        await page.Tab("Review");
        Assert.Equal("polite", await page.Verdict.GetAttributeAsync("aria-live"));
        await page.Press("Try Positive Example");
        await page.Shaded();
        Assert.Contains("Positive", await page.Page.GetByRole(AriaRole.Status).First.InnerTextAsync(), StringComparison.Ordinal);
        string? bar = await page.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { NameRegex = new("^Negative .* %, positive .* %$") })
            .GetAttributeAsync("aria-label");
        Assert.NotNull(bar);
        page.AssertSound();
    }

    [Fact]
    public async Task A_runs_card_shows_figures_curves_and_recipe_and_a_baselines_what_there_is()
    {
        await using RunningServer server = await RunningServer.Start(models.Run, models.Baseline);
        await using OpenedPage page = await browser.Open(server);
        await page.Tab("Models");
        await page.Drawn(4);
        Assert.Equal(["Loss", "Accuracy", "Confusion matrix", "ROC curve"], await page.Page.Locator("#model-card .chart h4").AllTextContentsAsync());
        Reply card = await server.Get("/models/small");
        string accuracy = card.Json.GetProperty("evaluation").GetProperty("accuracy").GetDouble().ToString("F4");
        Assert.Contains(accuracy, await page.Text("#model-card .figures"), StringComparison.Ordinal);
        string text = await page.Text("#model-card");
        Assert.Contains("sample", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/somewhere", text, StringComparison.Ordinal);
        Assert.Contains("\"units\": 8", await page.Page.Locator(".recipe pre").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.Equal(5, (await page.Page.Locator("#model-card table").Last.Locator("tr").CountAsync()) + 1);

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "bayes" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#card-title').textContent === 'bayes'");
        Assert.Contains("says nothing about how well it does", await page.Text("#model-card"), StringComparison.Ordinal);
        page.AssertSound();
    }
}
