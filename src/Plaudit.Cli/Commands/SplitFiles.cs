using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Plaudit.Data;

namespace Plaudit.Cli.Commands;

/// <summary>The files that <c>plaudit split</c> writes: CSV with <c>review,sentiment,film,source</c>, which <c>--data</c> reads.</summary>
/// <param name="folder">Where they go; made if it is not there.</param>
internal sealed class SplitFiles(string folder)
{
    private static readonly string[] s_header = ["review", "sentiment", "film", "source"];

    /// <summary>The reviews to train on.</summary>
    public string Train => Path.Combine(folder, "train.csv");

    /// <summary>The reviews to choose epochs and models on.</summary>
    public string Validation => Path.Combine(folder, "validation.csv");

    /// <summary>The reviews for the figures at the end.</summary>
    public string Test => Path.Combine(folder, "test.csv");

    /// <summary>Refuses to replace files of an earlier split: models may have been trained on them.</summary>
    /// <exception cref="PlauditException">One exists.</exception>
    public void RequireNew()
    {
        if (folder.Length == 0)
            throw new PlauditException("cannot write into a folder without a name: expected --out DIR");
        if (new[] { Train, Validation, Test }.FirstOrDefault(Path.Exists) is { } file)
            throw new PlauditException($"{file} exists, and models may have been trained on it: choose another --out folder");
    }

    /// <summary>Writes a file for each part that has reviews.</summary>
    /// <returns>Name, file and number of reviews of each.</returns>
    /// <exception cref="PlauditException">One cannot be written.</exception>
    public IReadOnlyList<(string Part, string File, int Count)> Write(DataParts parts)
    {
        var written = new List<(string, string, int)>();
        (string, string, IReadOnlyList<Review>)[] all =
            [("train", Train, parts.Train), ("validation", Validation, parts.Validation), ("test", Test, parts.Test)];
        foreach ((string name, string file, IReadOnlyList<Review> reviews) in all)
        {
            if (reviews.Count == 0)
                continue;
            AtomicFile.Write(file, stream => Write(stream, reviews));
            written.Add((name, file, reviews.Count));
        }

        return written;
    }

    private static void Write(Stream stream, IReadOnlyList<Review> reviews)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string name in s_header)
            csv.WriteField(name);
        csv.NextRecord();
        foreach (Review review in reviews)
        {
            foreach (string? value in (string?[])[review.Text, review.Label!.Value.ToString().ToLowerInvariant(), review.Film, review.Source])
                csv.WriteField(value);
            csv.NextRecord();
        }
    }
}
