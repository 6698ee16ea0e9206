using System.Globalization;
using System.Text;
using CsvHelper;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public sealed class PredictionsCsvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-predictions-").FullName;

    private string File_ => Path.Combine(_folder, "predictions.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_row_has_index_label_probability_of_positive_and_source()
    {
        PredictionsCsv.Write(File_, [0.25f, 0.5f, 0.973f, 1e-7f], ["test/neg/0_2.txt", "reviews.csv:2", "a, \"b\"\nc", ""]);
        Assert.Equal(
            "index,predicted_label,predicted_probability,source\n" +
            "0,0,0.25,test/neg/0_2.txt\n" +
            "1,0,0.5,reviews.csv:2\n" +
            "2,1,0.973,\"a, \"\"b\"\"\nc\"\n" +
            "3,0,1E-07,\n",
            Encoding.UTF8.GetString(File.ReadAllBytes(File_)));
    }

    [Fact]
    public void Probabilities_and_sources_read_back_exactly()
    {
        var random = new SeededRandom(5);
        float[] scores = new float[2000];
        string[] sources = new string[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)random.NextDouble();
            sources[i] = $"\"é{i}\", row\r\n{i}";
        }

        PredictionsCsv.Write(File_, scores, sources);
        using var csv = new CsvReader(new StreamReader(File_), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        for (int i = 0; i < scores.Length; i++)
        {
            Assert.True(csv.Read());
            Assert.Equal(i, csv.GetField<int>("index"));
            Assert.Equal(scores[i] > 0.5f ? 1 : 0, csv.GetField<int>("predicted_label"));
            Assert.Equal(scores[i], float.Parse(csv.GetField("predicted_probability")!, CultureInfo.InvariantCulture));
            Assert.Equal(sources[i], csv.GetField("source"));
        }

        Assert.False(csv.Read());
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        PredictionsCsv.Write(File_, [0.5f], ["a"]);
        byte[] before = File.ReadAllBytes(File_);
        Assert.Throws<PlauditException>(() => PredictionsCsv.Write(File_, [0.5f], ["a", "b"]));
        Assert.Equal(before, File.ReadAllBytes(File_));
    }
}
