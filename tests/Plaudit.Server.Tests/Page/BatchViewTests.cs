using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Plaudit.Data;
using Plaudit.Inference;

namespace Plaudit.Server.Tests.Page;

/// <summary>Files on the page: read in every format, scored, shown and saved.</summary>
public sealed class BatchViewTests(Browser browser, PageModels models)
{
    private const string Awkward = "It was \"fine\",\r\nthen dull; über-langweilig 😀\tand over.";

    private static readonly string[] s_reviews = [.. ReviewData.Open("sample").Train.Select(review => review.Text).Take(40), Awkward];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csv")]
    [InlineData("semicolons.csv")]
    [InlineData("tsv")]
    [InlineData("jsonl")]
    [InlineData("txt")]
    [InlineData("utf16.csv")]
    public async Task A_file_of_each_format_gets_the_librarys_answers(string format)
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(Write(format));
        string[] expected = Expected(format == "txt" ? [.. s_reviews.Select(OneLine)] : s_reviews);
        Assert.Equal(expected, await Download(page));
        Assert.Equal(s_reviews.Length, await page.Page.Locator(".results-table tbody tr").CountAsync());
        page.AssertSound();
    }

    [Theory]
    [InlineData("I loved this film,1\nI hated this film,0\nso boring,0\n", 3)]
    [InlineData("1,\"a great film; loved it\"\n0,\"awful\"\n", 2)]
    [InlineData("text,mood\nso boring,0\na joy,1\n", 2)]
    [InlineData("my own words,mood\nso boring,0\na joy,1\n", 2)]
    public async Task The_first_row_is_a_header_only_where_it_looks_like_one(string csv, int reviews)
    {
        await using RunningServer server = await RunningServer.Start(models.Baseline);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(models.Write($"rows-{csv.Length}.csv", csv));
        Assert.Equal(reviews, await page.Page.Locator(".results-table tbody tr").CountAsync());
        page.AssertSound();
    }

    [Fact]
    public async Task A_large_file_is_counted_drawn_shown_in_part_and_saved_whole()
    {
        const int rows = 3000;
        await using RunningServer server = await RunningServer.Start(models.Baseline);
        await using OpenedPage page = await browser.Open(server);
        string[] reviews = [.. Enumerable.Range(0, rows).Select(i => i % 500 == 7 ? "" : s_reviews[i % s_reviews.Length])];
        await page.Tab("Batch");
        await page.Page.Locator("#file").SetInputFilesAsync(models.Write("many.csv", Csv(reviews, ',')));
        Assert.Equal("review", await page.Page.GetByLabel("Reviews are in").EvaluateAsync<string>("select => select.selectedOptions[0].textContent"));
        await page.Keep("batch-setup");
        await page.Press("Score the reviews");
        await page.Drawn(1);

        string[] expected = Expected(reviews, models.Baseline);
        Assert.Equal(expected, await Download(page));
        int positive = expected.Count(line => line.Contains(",Positive,", StringComparison.Ordinal));
        int empty = expected.Count(line => line.EndsWith("Empty review", StringComparison.Ordinal));
        Assert.Equal(rows / 500, empty);
        string[] figures = [.. await page.Page.Locator(".results .figures dd")
            .EvaluateAllAsync<string[]>("all => all.map(one => one.firstChild.textContent)")];
        Assert.Equal([$"{positive:N0}", $"{rows - positive - empty:N0}", $"{empty}"], figures[..3]);
        int[] bars = await page.Page.Locator(".results .numbers tbody tr td:last-child")
            .EvaluateAllAsync<int[]>("all => all.map(one => Number(one.textContent.replaceAll(',', '')))");
        Assert.Equal(20, bars.Length);
        Assert.Equal((rows - positive - empty, positive), (bars[..10].Sum(), bars[10..].Sum()));
        Assert.Equal(1000, await page.Page.Locator(".results-table tbody tr").CountAsync());
        Assert.Contains("The first 1,000 of 3,000 reviews", await page.Text(".results"), StringComparison.Ordinal);
        await page.Keep("batch-results");
        page.AssertSound();
    }

    [Fact]
    public async Task The_table_is_sorted_by_any_column()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(Write("csv"));
        async Task<double[]> Column(int n) =>
            await page.Page.Locator($".results-table tbody td:nth-child({n})")
            .EvaluateAllAsync<double[]>("all => all.map(one => Number(one.textContent))");
        await page.Press("Score");
        double[] rising = await Column(5);
        Assert.Equal(rising.Order(), rising);
        await page.Press("Score");
        double[] falling = await Column(5);
        Assert.Equal(falling.OrderDescending(), falling);
        Assert.Equal("descending",
            await page.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Score" }).GetAttributeAsync("aria-sort"));
        await page.Press("Index");
        Assert.Equal(Enumerable.Range(0, s_reviews.Length).Select(n => (double)n), await Column(1));
        await page.Press("Review");
        string[] texts = [.. await page.Page.Locator(".excerpt").AllTextContentsAsync()];
        Assert.NotEqual(s_reviews[0][..20], texts[0][..20]);
    }

    [Fact]
    public async Task A_dropped_file_is_taken_and_its_column_can_be_changed()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Tab("Batch");
        await page.Page.EvaluateAsync("""
            () => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(["id,title,opinion\n1,Good grief,A wonderful film that I loved.\n" +
                "2,Well,A dull and boring film that I hated.\n"], "films.csv"));
              document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """);
        ILocator column = page.Page.GetByLabel("Reviews are in");
        Assert.Equal("opinion", await column.EvaluateAsync<string>("select => select.selectedOptions[0].textContent"));
        await column.SelectOptionAsync("title");
        Assert.Equal("Good grief", await page.Text(".preview li"));
        await column.SelectOptionAsync("opinion");
        await page.Press("Score the reviews");
        await page.Page.WaitForSelectorAsync(".results");
        Assert.Equal(["Positive", "Negative"], await page.Page.Locator(".results-table tbody td:nth-child(3)").AllTextContentsAsync());
        page.AssertSound();
    }

    [Theory]
    [InlineData("empty.csv", "", "The file is empty")]
    [InlineData("header.csv", "\n\n", "The file is empty")]
    [InlineData("blank.txt", "", "There is no review in this file")]
    [InlineData("picture.xlsx", "PK", "Save it as CSV")]
    [InlineData("array.jsonl", "[1, 2]\n", "one JSON object per line")]
    public async Task A_file_that_holds_no_reviews_is_explained(string name, string content, string message)
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Tab("Batch");
        await page.Page.Locator("#file").SetInputFilesAsync(models.Write(name, content));
        await page.Page.WaitForSelectorAsync("#batch-message .notice");
        Assert.Contains(message, await page.Text("#batch-message"), StringComparison.Ordinal);
        page.AssertSound();
    }

    [Fact]
    public async Task Quotes_line_ends_and_empty_fields_are_read_as_the_standard_has_them()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        await page.Score(models.Write("odd.csv", "\uFEFFreview\n\"a \"\"good\"\" one\"\r\n\r\n\"\"\n\"two\nlines\"\rA 5\" tape, said he\nlast"));
        string[] texts = [.. await page.Page.Locator(".results-table tbody td:nth-child(2)").AllTextContentsAsync()];
        Assert.Equal(["a \"good\" one", "(empty)", "two\nlines", "A 5\" tape", "last"], texts);
        page.AssertSound();
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_explained()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        string file = models.Write("latin.csv", "");
        await File.WriteAllBytesAsync(file, [.. "review\nCaf"u8, 0xE9, .. "\n"u8], Token);
        await page.Tab("Batch");
        await page.Page.Locator("#file").SetInputFilesAsync(file);
        await page.Page.WaitForSelectorAsync("#batch-message .notice");
        Assert.Contains("not text in UTF-8", await page.Text("#batch-message"), StringComparison.Ordinal);
        page.AssertSound();
    }

    [Fact]
    public async Task Stopped_in_the_middle_the_answers_so_far_can_be_saved()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        await using OpenedPage page = await browser.Open(server);
        string[] reviews = [.. Enumerable.Range(0, 200_000).Select(i => s_reviews[i % s_reviews.Length])];
        await page.Tab("Batch");
        await page.Page.Locator("#file").SetInputFilesAsync(models.Write("endless.csv", Csv(reviews, ',')));
        await page.Press("Score the reviews");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.counts')?.textContent.includes('scored')");
        await page.Keep("batch-running");
        await page.Press("Stop");
        await page.Page.WaitForSelectorAsync(".results");
        Assert.StartsWith("Stopped after", await page.Text("#batch-message"), StringComparison.Ordinal);
        string[] answers = await Download(page);
        Assert.InRange(answers.Length, 2, reviews.Length - 1);
        Assert.Equal(Expected(reviews[..(answers.Length - 1)]), answers);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.Everyday], RateLimit = 500 });
        await using OpenedPage page = await browser.Open(server);
        string[] reviews = [.. Enumerable.Range(0, 4000).Select(i => $"Film {i} is good.")];
        await page.Score(models.Write("busy.txt", string.Join('\n', reviews)));
        Assert.Equal(Expected(reviews), await Download(page));
    }

    private static async Task<string[]> Download(OpenedPage page)
    {
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Press("Download the results as CSV"));
        Assert.EndsWith("-sentiment.csv", download.SuggestedFilename, StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(await download.PathAsync(), Token);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(WithCsharpsScore)];
    }

    /// <summary>JavaScript writes small numbers in another way.</summary>
    private static string WithCsharpsScore(string line)
    {
        string[] fields = line.Split(',');
        if (float.TryParse(fields[2], CultureInfo.InvariantCulture, out float score))
            fields[2] = score.ToString("R", CultureInfo.InvariantCulture);
        return string.Join(',', fields);
    }

    private string Write(string format) => format switch
    {
        "semicolons.csv" => models.Write("reviews.csv", Csv(s_reviews, ';')),
        "tsv" => models.Write("reviews.tsv", Csv(s_reviews, '\t')),
        "jsonl" => models.Write(
            "reviews.jsonl", string.Concat(
            s_reviews.Select(review => System.Text.Json.JsonSerializer.Serialize(new { id = 1, text = review }) + "\n"))),
        "txt" => models.Write("reviews.txt", string.Join("\r\n", s_reviews.Select(OneLine))),
        "utf16.csv" => Utf16(),
        _ => models.Write("reviews.csv", Csv(s_reviews, ',')),
    };

    private string Utf16()
    {
        string file = models.Write("reviews.csv", "");
        File.WriteAllText(file, Csv(s_reviews, ','), Encoding.Unicode);
        return file;
    }

    private string[] Expected(string[] reviews, string? model = null)
    {
        var predictor = SentimentPredictor.Load((model ?? models.Everyday).Split('=')[1]);
        var known = new Dictionary<string, Prediction>();
        string Line(string review, int i)
        {
            if (review.Length == 0)
                return $"{i},,,,0,0,false,Empty review";
            if (!known.TryGetValue(review, out Prediction? answer))
                known[review] = answer = predictor.Predict(review);
            return $"{i},{(int)answer.Label},{(float)answer.Score},{answer.Label},{answer.Tokens},{answer.UnknownTokens},"
                + $"{(answer.Truncated ? "true" : "false")},";
        }

        return ["index,predicted_label,predicted_probability,label,tokens,unknown_tokens,truncated,error", .. reviews.Select(Line)];
    }

    private static string OneLine(string review) => review.ReplaceLineEndings(" ");

    private static string Csv(IEnumerable<string> reviews, char separator)
    {
        var csv = new StringBuilder($"id{separator}review{separator}sentiment\r\n");
        foreach (string review in reviews)
            csv.Append($"7{separator}\"{review.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{separator}positive\r\n");
        return csv.ToString();
    }
}
