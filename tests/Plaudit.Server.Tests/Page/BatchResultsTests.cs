using Microsoft.Playwright;
using Plaudit.Data;
using Plaudit.Inference;

namespace Plaudit.Server.Tests.Page;

/// <summary>What the page makes of a file's answers: accuracy where there are labels, a review's words, models side by side.</summary>
public sealed class BatchResultsTests(Browser browser, PageModels models)
{
    private static readonly Review[] s_reviews = [.. ReviewData.Open("sample").Test.Take(30)];

    [Theory]
    [InlineData("csv", "sentiment", "positive", "negative")]
    [InlineData("csv", "Label", "1", "0")]
    [InlineData("tsv", "target", "1.0", "0.0")]
    [InlineData("jsonl", "label", "1", "0")]
    [InlineData("csv", "mood", "yes", "no")]
    public async Task A_file_with_labels_is_told_its_accuracy(string format, string column, string positive, string negative)
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(models.Write($"labelled.{format}", File(format, column, label => label == Label.Positive ? positive : negative)));
        int right = s_reviews.Count(review => SentimentPredictor.Default.Predict(review.Text).Label == review.Label);
        Assert.Contains($"Accuracy\n{100.0 * right / s_reviews.Length:F1}\u00A0%\n{right} of {s_reviews.Length} labels",
            await page.Text(".results .figures"), StringComparison.Ordinal);
        Assert.Equal(s_reviews.Length - right,
            await page.Page.Locator(".results-table tbody td:last-child", new PageLocatorOptions { HasTextString = "(wrong answer)" }).CountAsync());
        await page.AssertAccessible();
        page.AssertSound();
    }

    [Fact]
    public async Task Without_labels_nothing_is_said_of_accuracy_and_the_column_can_be_chosen()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Tab("Batch");
        await page.Page.Locator("#file")
            .SetInputFilesAsync(models.Write("stars.csv", "review,stars,seen\nA wonderful film,5,yes\nA dull film,1,yes\n"));
        ILocator labels = page.Page.GetByLabel("Labels are in");
        Assert.Equal("no column", await labels.EvaluateAsync<string>("select => select.selectedOptions[0].textContent"));
        await labels.SelectOptionAsync("seen");
        await page.Press("Score the reviews");
        await page.Page.WaitForSelectorAsync(".results");
        Assert.Contains("1 of 2 labels", await page.Text(".results .figures"), StringComparison.Ordinal);

        await page.Score(models.Write("plain.csv", "review,id\nA wonderful film,a\nA dull film,b\n"));
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#results-title')?.textContent === 'plain.csv'");
        Assert.DoesNotContain("Accuracy", await page.Text(".results"), StringComparison.Ordinal);
        page.AssertSound();
    }

    [Fact]
    public async Task A_review_that_is_pressed_unfolds_to_its_words()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(models.Write("two.txt", "A wonderful film.\n\nA dull <b>zzyzx</b> film.\n"));
        Assert.Equal(["0", "1", "2"], await page.Page.Locator(".results-table tbody td:first-child").AllTextContentsAsync());
        ILocator review = page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "A dull" });
        await review.ClickAsync();
        await page.Page.WaitForSelectorAsync(".unfolded .shaded");
        Assert.Equal("A dull <b>zzyzx</b> film.", await page.Text(".unfolded .shaded"));
        Assert.Contains("against-", await page.Page.Locator(".unfolded .shaded").InnerHTMLAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await review.GetAttributeAsync("aria-expanded"));
        await page.Keep("batch-unfolded");
        await page.AssertAccessible();
        await review.ClickAsync();
        Assert.Equal(0, await page.Page.Locator(".unfolded").CountAsync());
        page.AssertSound();
    }

    [Theory]
    [InlineData(1100)]
    [InlineData(390)]
    public async Task Models_answer_side_by_side(int width)
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday, models.Baseline);
        await using OpenedPage page =
            await browser.Open(server, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await page.Tab("Batch");
        await page.Page.Locator("#file").SetInputFilesAsync(models.Write("both.csv", File("csv", "label", label => $"{(int)label}")));
        await page.Page.Locator("#panel-batch").GetByLabel("Compare with the others").CheckAsync();
        await page.Press("Score the reviews");
        await page.Drawn(2);
        string[][] rows = [.. (await page.Page.Locator(".results table").First.Locator("tbody tr").AllInnerTextsAsync())
            .Select(row => row.Split('\t'))];
        Assert.Equal(["everyday", "bayes"], rows.Select(row => row[0]));
        foreach ((string model, string[] row) in ((string[])[models.Everyday, models.Baseline]).Zip(rows))
        {
            var predictor = SentimentPredictor.Load(model.Split('=')[1]);
            Label[] said = [.. s_reviews.Select(review => predictor.Predict(review.Text).Label)];
            int right = said.Zip(s_reviews).Count(pair => pair.First == pair.Second.Label);
            Assert.Equal(($"{said.Count(label => label == Label.Positive)}", $"{right} of 30 labels"), (row[1], row[^1]));
        }

        await page.Keep($"batch-compared-{width}");
        await page.AssertAccessible();
        Assert.False(await page.Overflows());
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Press("Download the results of bayes as CSV"));
        Assert.Equal("both-bayes-sentiment.csv", download.SuggestedFilename);
        await page.Page.Locator("button.excerpt").First.ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelectorAll('.unfolded .shaded').length === 2");
        page.AssertSound();
    }

    private static string File(string format, string column, Func<Label, string> label)
    {
        if (format == "jsonl")
            return string.Concat(s_reviews.Select(
                review => $"{{\"text\":{System.Text.Json.JsonSerializer.Serialize(review.Text)},\"{column}\":{label(review.Label!.Value)}}}\n"));
        char separator = format == "tsv" ? '\t' : ',';
        return $"id{separator}review{separator}{column}\n" + string.Concat(s_reviews.Select((review, i) =>
            $"n{i}{separator}\"{review.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{separator}{label(review.Label!.Value)}\n"));
    }
}
