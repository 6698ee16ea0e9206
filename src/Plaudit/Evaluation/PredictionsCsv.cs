using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Plaudit.Data;

namespace Plaudit.Evaluation;

/// <summary>The file <c>predictions.csv</c>: one row per review, <c>index,predicted_label,predicted_probability,source</c> and more.</summary>
public static class PredictionsCsv
{
    /// <summary>
    /// Writes the file: index from 0, label 1 (positive) or 0, the probability of <em>positive</em> with as many digits as read back to the
    /// same float, and the review's source. UTF-8 without a byte order mark, lines ending with a line feed.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="scores">(N) the probability of positive of each review, in [0, 1].</param>
    /// <param name="sources">(N) the place of each review, as in <see cref="Data.Review.Source"/>.</param>
    /// <exception cref="PlauditException">The lengths differ, or the file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        Check(scores, sources);
        AtomicFile.Write(path, stream => Write(stream, scores, sources));
    }

    /// <summary>Writes the same content to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="scores">(N) the probability of positive of each review, in [0, 1].</param>
    /// <param name="sources">(N) the place of each review.</param>
    /// <exception cref="PlauditException">The lengths differ.</exception>
    public static void Write(Stream stream, IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        Check(scores, sources);
        using CsvWriter csv = Open(stream, ["index", "predicted_label", "predicted_probability", "source"]);
        for (int i = 0; i < scores.Count; i++)
        {
            csv.WriteField(i);
            WritePrediction(csv, scores[i]);
            csv.WriteField(sources[i]);
            csv.NextRecord();
        }
    }

    /// <summary>
    /// Writes the same columns, followed by <c>true_label</c> (1, 0) and the columns of the reviews' own file, or else their <c>text</c>.
    /// </summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="evaluated">The reviews and the model's scores.</param>
    internal static void Write(Stream stream, EvaluatedReviews evaluated)
    {
        (IReadOnlyList<Review> reviews, float[] scores) = (evaluated.Reviews, evaluated.Scores);
        string[] columns = ["index", "predicted_label", "predicted_probability", "source"];
        var carried = new CarriedColumns(reviews, columns, withLabel: true);
        using CsvWriter csv = Open(stream, [.. columns, .. carried.Header]);
        for (int i = 0; i < scores.Length; i++)
        {
            csv.WriteField(i);
            WritePrediction(csv, scores[i]);
            WriteReview(csv, reviews[i], carried);
        }
    }

    /// <summary>Writes the predictions of several models side by side, with the true labels and what else the reviews carry.</summary>
    internal static void Write(Stream stream, ModelComparison comparison)
    {
        IEnumerable<string> models =
            comparison.Models.SelectMany(model => (string[])[$"{model.Name}_predicted_label", $"{model.Name}_predicted_probability"]);
        string[] columns = ["index", "label", .. models, "source"];
        var carried = new CarriedColumns(comparison.Reviews, columns, withLabel: false);
        using CsvWriter csv = Open(stream, [.. columns, .. carried.Header]);
        for (int i = 0; i < comparison.Reviews.Count; i++)
        {
            csv.WriteField(i);
            csv.WriteField((int)comparison.Reviews[i].Label!.Value);
            foreach (ComparedModel model in comparison.Models)
                WritePrediction(csv, model.Scores[i]);
            WriteReview(csv, comparison.Reviews[i], carried);
        }
    }

    private static CsvWriter Open(Stream stream, IEnumerable<string> header)
    {
        var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string name in header)
            csv.WriteField(name);
        csv.NextRecord();
        return csv;
    }

    private static void WritePrediction(CsvWriter csv, float score)
    {
        csv.WriteField((int)Decision.Of(score));
        csv.WriteField(score.ToString("R", CultureInfo.InvariantCulture));
    }

    private static void WriteReview(CsvWriter csv, Review review, CarriedColumns carried)
    {
        csv.WriteField(review.Source);
        foreach (string field in carried.Of(review))
            csv.WriteField(field);
        csv.NextRecord();
    }

    private static void Check(IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(sources);
        if (scores.Count != sources.Count)
            throw new PlauditException($"{scores.Count} scores but {sources.Count} sources; expected one source for each score.");
    }
}
