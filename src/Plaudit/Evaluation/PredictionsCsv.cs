using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Plaudit.Evaluation;

/// <summary>The file <c>predictions.csv</c>: one row a review, <c>index,predicted_label,predicted_probability,source</c>.</summary>
public static class PredictionsCsv
{
    /// <summary>
    /// Writes the file: index from 0, label 1 (positive) or 0, the probability of <em>positive</em> with as many digits as read back to the
    /// same float, and the review's source. UTF-8 without a byte order mark, lines ending with a line feed.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="scores">(N) the probability of positive of each review, in [0, 1].</param>
    /// <param name="sources">(N) where each review stands, as in <see cref="Data.Review.Source"/>.</param>
    /// <exception cref="PlauditException">The lengths differ, or the file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        Check(scores, sources);
        AtomicFile.Write(path, stream => Write(stream, scores, sources));
    }

    /// <summary>Writes the same content to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="scores">(N) the probability of positive of each review, in [0, 1].</param>
    /// <param name="sources">(N) where each review stands.</param>
    /// <exception cref="PlauditException">The lengths differ.</exception>
    public static void Write(Stream stream, IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        Check(scores, sources);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string name in (string[])["index", "predicted_label", "predicted_probability", "source"])
            csv.WriteField(name);
        csv.NextRecord();
        for (int i = 0; i < scores.Count; i++)
        {
            csv.WriteField(i);
            csv.WriteField(scores[i] > ConfusionMatrix.Threshold ? 1 : 0);
            csv.WriteField(scores[i].ToString("R", CultureInfo.InvariantCulture));
            csv.WriteField(sources[i]);
            csv.NextRecord();
        }
    }

    private static void Check(IReadOnlyList<float> scores, IReadOnlyList<string> sources)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(sources);
        if (scores.Count != sources.Count)
            throw new PlauditException($"{scores.Count} scores but {sources.Count} sources; expected one source for each score.");
    }
}
