using System.Globalization;
using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class PredictTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] s_reviews = ["A wonderful film, warm and funny.", "Dull, slow and badly acted.", "   ", "Xyzzy."];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_are_answered_in_order_as_the_library_does()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        CommandResult result = Predict([.. s_reviews]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal([Text(predictor, s_reviews[0]), Text(predictor, s_reviews[1]), "-\tEmpty review", Text(predictor, s_reviews[3])], result.Lines);
        Assert.Matches("^(Positive|Negative)\t(0\\.[5-9][0-9]{3}|1\\.0000)$", result.Lines[0]);
    }

    [Fact]
    public void Json_is_one_document_a_line_with_the_librarys_numbers()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        CommandResult result = Predict([.. s_reviews, "--json"]);
        Assert.Equal("""{"label":null,"error":"Empty review"}""", result.Lines[2]);
        Prediction expected = predictor.Predict(s_reviews[0]);
        using var answer = JsonDocument.Parse(result.Lines[0]);
        Assert.Equal(["label", "probability", "score", "tokens", "unknownTokens", "truncated"],
            answer.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(expected.Label.ToString(), answer.RootElement.GetProperty("label").GetString());
        Assert.Equal((float)expected.Probability, answer.RootElement.GetProperty("probability").GetSingle());
        Assert.Equal((float)expected.Score, answer.RootElement.GetProperty("score").GetSingle());
        Assert.Equal((expected.Tokens, expected.UnknownTokens),
            (answer.RootElement.GetProperty("tokens").GetInt32(), answer.RootElement.GetProperty("unknownTokens").GetInt32()));
        Assert.False(answer.RootElement.GetProperty("truncated").GetBoolean());
        using var unknown = JsonDocument.Parse(result.Lines[3]);
        Assert.Equal(1, unknown.RootElement.GetProperty("unknownTokens").GetInt32());
    }

    [Fact]
    public void Long_review_is_said_to_be_truncated()
    {
        CommandResult result = Predict(
            string.Join(' ', Enumerable.Repeat("film", 61)), string.Join(' ', Enumerable.Repeat("film", 60)), "--output-format", "jsonl");
        Assert.Equal([true, false], result.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("truncated").GetBoolean()));
    }

    [Theory]
    [InlineData("r.txt", "A wonderful film, warm and funny.\nDull, slow and badly acted.\n   \nXyzzy.", null)]
    [InlineData("r.csv", "id,review\n1,\"A wonderful film, warm and funny.\"\n2,\"Dull, slow and badly acted.\"\n3,   \n4,Xyzzy.\n", null)]
    [InlineData("r.tsv", "review\tid\nA wonderful film, warm and funny.\t1\nDull, slow and badly acted.\t2\n   \t3\nXyzzy.\t4\n", null)]
    [InlineData(
        "r.jsonl",
        "{\"text\":\"A wonderful film, warm and funny.\"}\n{\"review\":\"Dull, slow and badly acted.\",\"label\":7}\n{\"text\":\"   "
        + "\"}\n{\"text\":\"Xyzzy.\"}\n", null)]
    [InlineData("r.dat", "review\n\"A wonderful film, warm and funny.\"\n\"Dull, slow and badly acted.\"\n   \nXyzzy.\n", "csv")]
    public void Files_of_every_format_and_standard_input_get_the_same_answers(string name, string content, string? format)
    {
        CommandResult expected = Predict([.. s_reviews]);
        string[] options = format is null ? [] : ["--format", format];
        CommandResult file = Predict(["--input", _folder.Write(name, content), .. options]);
        Assert.Equal((0, expected.Output), (file.Code, file.Output));

        string known = format ?? Path.GetExtension(name)[1..].Replace("txt", "text", StringComparison.Ordinal);
        CommandResult piped = CommandLine.Run(content, ["predict", "--model", trained.Path, "--input", "-", "--input-format", known]);
        Assert.Equal((0, expected.Output), (piped.Code, piped.Output));
    }

    [Fact]
    public void Input_of_many_chunks_has_exactly_one_answer_a_line_in_order()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        string[] reviews = [.. Enumerable.Range(0, 2500)
            .Select(i => i % 7 == 3 ? "" : s_reviews[i % 2] + string.Concat(Enumerable.Repeat(" film", i % 5)))];
        var answers = reviews.Where(review => review.Length > 0).Distinct().ToDictionary(review => review, review => Text(predictor, review));
        CommandResult result = CommandLine.Run(string.Join('\n', reviews), ["predict", "--model", trained.Path, "--input", "-", "--threads", "2"]);
        Assert.Equal(reviews.Select(review => review.Length == 0 ? "-\tEmpty review" : answers[review]), result.Lines);
    }

    [Fact]
    public void Csv_has_the_columns_of_predictions_csv_and_more()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        string file = _folder.File("answers.csv");
        CommandResult result = Predict([.. s_reviews, "--output", file]);
        Assert.Equal((0, ""), (result.Code, result.Output));
        string[] lines = File.ReadAllLines(file);
        Assert.Equal("index,predicted_label,predicted_probability,label,tokens,unknown_tokens,truncated,error", lines[0]);
        Prediction first = predictor.Predict(s_reviews[0]);
        string score = ((float)first.Score).ToString("R", CultureInfo.InvariantCulture);
        Assert.Equal($"0,{(int)first.Label},{score},{first.Label},{first.Tokens},{first.UnknownTokens},false,", lines[1]);
        Assert.Equal("2,,,,0,0,false,Empty review", lines[3]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void Columns_of_the_input_are_carried_along_with_the_true_label()
    {
        string input = _folder.Write("r.csv", "id,review,label\n7,\"Fine, \"\"warm\"\".\",good\n8,Dull.,bad\n9,,\n");
        string[] options = ["--input", input, "--positive", "good", "--negative", "bad"];
        string[] lines = Predict([.. options, "--output-format", "csv"]).Lines;
        Assert.Equal("index,predicted_label,predicted_probability,label,tokens,unknown_tokens,truncated,error,true_label,id,review,input_label",
            lines[0]);
        Assert.EndsWith(",1,7,\"Fine, \"\"warm\"\".\",good", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0,8,Dull.,bad", lines[2], StringComparison.Ordinal);
        Assert.Equal("2,,,,0,0,false,Empty review,,9,,", lines[3]);

        using var answer = JsonDocument.Parse(Predict([.. options, "--json"]).Lines[0]);
        Assert.Equal("Positive", answer.RootElement.GetProperty("trueLabel").GetString());
        Assert.Equal("""{"id":"7","review":"Fine, \"warm\".","label":"good"}""", answer.RootElement.GetProperty("input").GetRawText());
    }

    [Fact]
    public void Keys_of_all_rows_and_labels_of_fasttext_lines_are_carried_along()
    {
        string json = _folder.Write("r.jsonl", "{\"text\":\"Fine.\",\"label\":1}\n{\"id\":8,\"text\":\"Dull.\",\"label\":0}\n");
        string[] lines = Predict("--input", json, "--output-format", "csv").Lines;
        Assert.EndsWith(",error,true_label,text,input_label,id", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",1,Fine.,1,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0,Dull.,0,8", lines[2], StringComparison.Ordinal);

        CommandResult labelled = Predict("--input", _folder.Write("r.txt", "__label__neg Not my thing\nplain\n"), "--output-format", "csv");
        Assert.EndsWith(",error,true_label,text", labelled.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",0,Not my thing", labelled.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",,plain", labelled.Lines[2], StringComparison.Ordinal);
        Assert.Contains("begins with __label__", labelled.Error, StringComparison.Ordinal);
        Assert.Equal(Predict("Not my thing").Output, labelled.Lines is [_, var line, ..]
            ? $"{line.Split(',')[3]}\t"
                + $"{double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture) switch { > 0.5 and var p => p, var p => 1 - p }:F4}\n" : "");
    }

    [Fact]
    public void Options_of_rows_are_those_of_data()
    {
        string input = _folder.Write("r.csv", "0;\"Dull; slow.\"\n4;Fine.\n");
        CommandResult result = Predict(
            "--input", input, "--no-header", "--separator", "semicolon", "--text-column", "2", "--label-column", "1", "--positive", "4",
            "--negative", "0", "--quotes", "standard", "--output-format", "csv");
        Assert.EndsWith(",error,true_label,1,2", result.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",0,0,Dull; slow.", result.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",1,4,Fine.", result.Lines[2], StringComparison.Ordinal);
        CommandResult half = Predict("--input", input, "--positive", "4");
        Assert.Equal(2, half.Code);
        Assert.Contains("--positive and --negative go together", half.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_in_the_input_comes_after_the_answers_before_it_and_leaves_no_half_file()
    {
        string input = _folder.Write("r.csv", "id,review\n1,Fine.\n2\n3,Dull.\n");
        CommandResult result = Predict("--input", input);
        Assert.Equal(1, result.Code);
        Assert.Single(result.Lines);
        Assert.Contains("r.csv, row 3 (line 3): expected 2 fields, found 1", result.Error, StringComparison.Ordinal);

        string output = _folder.Write("answers.txt", "what stood there before");
        Assert.Equal(1, Predict("--input", input, "--output", output).Code);
        Assert.Equal("what stood there before", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);

        CommandResult lenient = Predict("--input", input, "--on-bad-row", "skip", "--output", output);
        Assert.Equal(0, lenient.Code);
        Assert.Equal(2, File.ReadAllLines(output).Length);
        Assert.Contains("left out 1 row that cannot be used", lenient.Error, StringComparison.Ordinal);
        Assert.Contains("r.csv, row 3 (line 3): expected 2 fields, found 1", lenient.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_is_not_replaced_by_its_answers()
    {
        string input = _folder.Write("mine.txt", "Fine.\n");
        CommandResult result = Predict("--input", input, "--output", input);
        Assert.Equal(1, result.Code);
        Assert.Contains("--output and --input name the same file", result.Error, StringComparison.Ordinal);
        Assert.Equal("Fine.\n", File.ReadAllText(input));
    }

    [Fact]
    public void Texts_that_look_like_something_else_are_texts()
    {
        CommandResult result = Predict("@reviews.txt", "-5 stars from me", "--", "--json", "--model");
        Assert.Equal(0, result.Code);
        Assert.Equal(4, result.Lines.Length);
        Assert.All(result.Lines, line => Assert.Matches("^(Positive|Negative)\t", line));
    }

    [Fact]
    public void Without_a_model_the_bundled_one_answers()
    {
        CommandResult result = CommandLine.Run("predict", s_reviews[0]);
        Assert.Equal((0, Text(SentimentPredictor.Default, s_reviews[0]) + "\n"), (result.Code, result.Output));
    }

    private static string Text(SentimentPredictor predictor, string review)
    {
        Prediction answer = predictor.Predict(review);
        return $"{answer.Label}\t{answer.Probability:F4}{(4 * answer.UnknownTokens > answer.Tokens ? "\tnot many known words" : "")}";
    }

    private CommandResult Predict(params string[] args) => CommandLine.Run(["predict", "--model", trained.Path, .. args]);
}
