using System.Globalization;
using Microsoft.Playwright;
using Plaudit.Inference;

namespace Plaudit.Server.Tests.Page;

/// <summary>One review on the page: buttons, verdict, words.</summary>
public sealed class ReviewViewTests(Browser browser, PageModels models)
{
    [Theory]
    [InlineData("Try Positive Example", "Positive")]
    [InlineData("Try Negative Example", "Negative")]
    public async Task Each_example_gets_the_verdict_that_its_button_promises(string button, string label)
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        for (int i = 0; i < 3; i++)
        {
            await page.Press(button);
            await page.Shaded();
            Assert.StartsWith(label, await page.Text("#verdict .verdict-label"), StringComparison.Ordinal);
            Assert.NotEqual("", await page.Review.InputValueAsync());
            await page.Keep($"review-{label}-{i}");
            await page.Press("Clear");
        }

        page.AssertSound();
    }

    [Fact]
    public async Task Verdict_bar_and_words_are_those_of_the_library()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        const string review = "A wonderful <b>film</b>, moving & clever. \U0001F600 Zzyzx was  dull!\nNot a moment is wasted.";
        var predictor = SentimentPredictor.Load(models.Everyday.Split('=')[1]);
        Explanation expected = predictor.Explain(review, null, TestContext.Current.CancellationToken);
        await page.Review.FillAsync(review);
        await page.Press("Analyze");
        await page.Shaded();

        Assert.Equal($"{expected.Prediction.Label} {Percent(expected.Prediction.Probability)}",
            (await page.Text(".verdict-label")).Replace('\n', ' '));
        Assert.Contains($"{expected.Prediction.Tokens} tokens, {expected.Prediction.UnknownTokens} unknown", await page.Text(".verdict-facts"),
            StringComparison.Ordinal);
        double width = await page.Page.EvaluateAsync<double>(
            "() => { const [n, p] = document.querySelectorAll('.bar-track span'); return p.offsetWidth / (n.offsetWidth + p.offsetWidth); }");
        Assert.Equal(expected.Prediction.Score, width, 0.01);
        Assert.Equal(review, await page.Page.Locator("#shaded").TextContentAsync());

        WordContribution strongest = expected.Words.MaxBy(word => Math.Abs(word.Contribution ?? 0))!;
        Assert.Equal(strongest.Word, await page.Text($"#shaded .{(strongest.Contribution > 0 ? "for" : "against")}-5"));
        foreach (WordContribution word in expected.Words.Where(word => !word.Known))
            Assert.Contains(word.Word, await page.Page.Locator("#shaded .unknown").AllTextContentsAsync());
        Assert.Contains("unknown to the model", await page.Text(".legend"), StringComparison.Ordinal);
        string[] spans = [.. await page.Page.Locator("#shaded span").AllTextContentsAsync()];
        Assert.All(spans, span => Assert.Contains(span, expected.Words.Select(word => word.Word)));
        await page.Keep("review-words");
        page.AssertSound();
    }

    [Fact]
    public async Task Text_is_counted_cleared_and_missed()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Review.FillAsync("Très bon \U0001F600");
        Assert.Equal("10 characters, 3 words", await page.Text("#counter"));
        await page.Review.PressAsync("Control+Enter");
        await page.Shaded();
        await page.Press("Clear");
        Assert.Equal("0 characters, 0 words", await page.Text("#counter"));
        Assert.Equal("", await page.Review.InputValueAsync());
        Assert.Equal(0, await page.Page.Locator(".verdict, .words").CountAsync());
        await page.Review.FillAsync(" \n ");
        await page.Press("Analyze");
        Assert.Contains("Write or paste a review first", await page.Text("#review-message"), StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => document.activeElement.id === 'review'"));
        page.AssertSound();
    }

    [Fact]
    public async Task A_review_that_was_cut_shows_where()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        string review = $"Beginning. {string.Concat(Enumerable.Repeat("This film is fine. ", 120))}Ending.";
        await page.Review.FillAsync(review);
        await page.Press("Analyze");
        await page.Shaded();
        Assert.Contains("longer than the model reads", await page.Text("#verdict"), StringComparison.Ordinal);
        Assert.Equal("Beginning", await page.Text("#shaded .unread"));
        Assert.Equal(review, await page.Page.Locator("#shaded").TextContentAsync());
        await page.Keep("review-cut");
        await page.AssertAccessible();
        page.AssertSound();
    }

    [Fact]
    public async Task Markup_in_a_review_stays_text()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        const string hostile = "<img src=x onerror=\"window.pwned = 1\"><script>window.pwned = 1</script> \u202E awful";
        await page.Review.FillAsync(hostile);
        await page.Press("Analyze");
        await page.Shaded();
        Assert.Equal(hostile, await page.Page.Locator("#shaded").TextContentAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined"));
        page.AssertSound();
    }

    [Fact]
    public async Task Several_models_answer_side_by_side_and_each_shades_its_words()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday, models.Run, models.Baseline);
        await using OpenedPage page = await browser.Open(server);
        await page.Press("Try Negative Example");
        await page.Shaded();
        Assert.Equal(["everyday", "small", "bayes"], await page.Page.Locator(".verdict-model").AllTextContentsAsync());
        string before = await page.Text(".words");
        await page.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "bayes" }).CheckAsync();
        await page.Page.WaitForFunctionAsync(
            "before => document.querySelector('.words') !== null && document.querySelector('.words').innerText.trim() !== before", before);
        Assert.Equal(1, await page.Page.Locator(".words").CountAsync());
        await page.Keep("review-models");
        await page.AssertAccessible();

        await page.Page.GetByLabel("Compare with the others").UncheckAsync();
        await page.Page.GetByLabel("Model", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("bayes");
        await page.Press("Analyze");
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelectorAll('.verdict').length === 1 && document.querySelector('#shaded') !== null");
        Assert.Contains("model bayes", await page.Text(".verdict-facts"), StringComparison.Ordinal);
        page.AssertSound();
    }

    [Fact]
    public async Task What_the_service_refuses_is_said_in_words()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.Everyday], MaxBodyBytes = 2048 });
        await using OpenedPage page = await browser.Open(server);
        await page.Review.FillAsync(new string('a', 5000));
        await page.Press("Analyze");
        await page.Page.WaitForSelectorAsync("#review-message .notice");
        Assert.Contains("longer than 2,048 bytes", await page.Text("#review-message"), StringComparison.Ordinal);
        await page.AssertAccessible();
        await server.Server.Stop();
        await page.Press("Try Positive Example");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#review-message').textContent.includes('cannot be reached')");
    }

    [Fact]
    public async Task A_service_with_a_key_asks_for_it_once_and_keeps_it_in_memory()
    {
        const string key = "correct-horse";
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.Everyday], ApiKey = key });
        await using OpenedPage page = await browser.Open(server);
        ILocator input = page.Page.GetByLabel("API key");
        await input.FillAsync("wrong-horse");
        await page.Keep("key");
        await page.AssertAccessible();
        await input.PressAsync("Enter");
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('#key-text').textContent.includes('not accepted') && document.querySelector('#key-dialog').open");
        await input.FillAsync(key);
        await page.Press("Use this key");
        await page.Press("Try Positive Example");
        await page.Shaded();
        await page.Tab("Models");
        await page.Drawn(2);
        Assert.False(await page.Page.Locator("#key-dialog").IsVisibleAsync());
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length + document.cookie.length"));
    }

    private static string Percent(double p) => p > 0.999 ? ">\u00a099.9\u00a0%" : $"{(100 * p).ToString("F1", CultureInfo.InvariantCulture)}\u00a0%";
}
