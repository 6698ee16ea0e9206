using System.Globalization;
using System.Text;
using Plaudit.Data;

namespace Plaudit.Bench;

/// <summary>Whole processes: how soon a cold start answers, and how much memory training and scoring take.</summary>
internal static class ProcessBenchmark
{
    private const int TrainingReviews = 40_000;
    private const long ScoredBytes = 1_000_000_000;
    private const int ColdStarts = 15;

    public static int Run(string data, string? results)
    {
        IReadOnlyList<Review> reviews = ReviewData.Open(data).Train;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("plaudit-bench-");
        try
        {
            var body = new StringBuilder("| work | seconds | peak memory, whole process |\n|---|---|---|\n");
            double[] starts = [.. Enumerable.Range(0, ColdStarts + 1)
                .Select(_ => WholeProcess.Run("predict", "A wonderful film, moving and clever.").Seconds).Skip(1).Order()];
            (_, double megabytes) = WholeProcess.Run("predict", "A wonderful film, moving and clever.");
            Row(body, "`plaudit predict \"...\"` from a cold process, the bundled model", starts[ColdStarts / 2], megabytes);

            string training = Path.Combine(folder.FullName, "reviews.csv");
            WriteCsv(training, reviews);
            (double seconds, double peak) = WholeProcess.Run(
                "train", "notebook-baseline", "--data", training, "--run", Path.Combine(folder.FullName, "run"), "--set", "training.epochs=2",
                    "--set", "split.dropDuplicates=false");
            Row(body, $"training the notebook's baseline on {TrainingReviews:N0} reviews, 2 epochs, with reading and evaluation", seconds, peak);

            string lines = Path.Combine(folder.FullName, "reviews.txt");
            long count = WriteLines(lines, reviews);
            (seconds, peak) = WholeProcess.Run(
                "predict", "--model", Path.Combine(folder.FullName, "run"), "--input", lines, "--output",
                Path.Combine(folder.FullName, "answers.csv"));
            Row(body, $"scoring 1 GB, {count:N0} reviews, from a file ({count / seconds:N0} reviews/s)", seconds, peak);
            ResultsFolder.Write(results, "process", data, "Whole processes: cold start and memory", body.ToString());
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Row(StringBuilder body, string work, double seconds, double megabytes) =>
        body.AppendLine(CultureInfo.InvariantCulture, $"| {work} | {seconds:F2} | {megabytes:F0} MB |");

    private static void WriteCsv(string path, IReadOnlyList<Review> reviews)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("review,sentiment");
        for (int i = 0; i < TrainingReviews; i++)
        {
            Review review = reviews[i % reviews.Count];
            writer.WriteLine($"\"{review.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{review.Label}");
        }
    }

    private static long WriteLines(string path, IReadOnlyList<Review> reviews)
    {
        using var writer = new StreamWriter(path);
        long bytes = 0;
        int count = 0;
        for (; bytes < ScoredBytes; count++)
        {
            string line = reviews[count % reviews.Count].Text.ReplaceLineEndings(" ");
            writer.WriteLine(line);
            bytes += Encoding.UTF8.GetByteCount(line) + 1;
        }

        return count;
    }
}
