using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>From files to batches: how fast reviews are read, encoded and laid out, on one thread unless it says otherwise.</summary>
internal static class TextThroughput
{
    private const int Runs = 7;

    public static int Run(string data, string? results)
    {
        IReadOnlyList<Review> reviews = ReviewData.Open(data).Train;
        double megabytes = reviews.Sum(review => (long)Encoding.UTF8.GetByteCount(review.Text)) / 1e6;
        var body = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture,
            $"{reviews.Count:N0} reviews, {megabytes:F1} MB of text.\n\n| work | seconds | MB/s |\n|---|---|---|\n"));
        void Row(string work, double seconds) =>
            body.AppendLine(CultureInfo.InvariantCulture, $"| {work} | {seconds:F2} | {megabytes / seconds:F0} |");

        foreach (string recipe in (string[])["notebook-baseline", "attention"])
        {
            TextOptions options = Recipe.Open(recipe).Text;
            Row($"{recipe}: cleaning, tokenising and counting words, for the vocabulary",
                Seconds(() => TextEncoder.Fit(options, reviews.Select(review => review.Text))));
            TextEncoder encoder = TextEncoder.Fit(options, reviews.Select(review => review.Text));
            Row($"{recipe}: cleaning, tokenising, encoding", Seconds(() =>
            {
                foreach (Review review in reviews)
                    encoder.Encode(review.Text);
            }));
        }

        Row("reading the data alone (an archive: gunzip, tar, UTF-8)", Seconds(() => ReviewData.Open(data)));
        Row("reading, vocabulary, encoding and laying out every batch, two threads", Seconds(() => LoadEncodeBatch(data)));
        ResultsFolder.Write(results, "text", data, "From text to batches", body.ToString());
        return 0;
    }

    private static void LoadEncodeBatch(string data)
    {
        IReadOnlyList<Review> reviews = ReviewData.Open(data).Train;
        TextOptions options = Recipe.Open("ragged-baseline").Text;
        TextEncoder encoder = TextEncoder.Fit(options, reviews.Select(review => review.Text));
        var encoded = new EncodedReviews(encoder, reviews, threads: 2, CancellationToken.None);
        var schedule = new BatchSchedule([.. encoded.Ids.Select(ids => ids.Length)], Workload.BatchSize, 1, 1);
        var batch = new Plaudit.Layers.RaggedBatch();
        for (int i = 0; i < schedule.Count; i++)
            batch.Fill(encoded.Ids, schedule[i]);
    }

    private static double Seconds(Action work)
    {
        double[] times = new double[Runs];
        for (int run = -1; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            if (run >= 0)
                times[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times.Order().ElementAt(Runs / 2);
    }
}
