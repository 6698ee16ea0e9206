namespace Plaudit.Data.Readers;

/// <summary>Where a header puts what is read.</summary>
/// <param name="Count">How many columns there are.</param>
/// <param name="Text">The text's column, from 0.</param>
/// <param name="Label">The label's column, from 0, or null where none is read.</param>
internal readonly record struct CsvColumns(int Count, int Text, int? Label)
{
    /// <summary>Finds the columns by name, whatever their case.</summary>
    /// <exception cref="PlauditException">A column is missing or stands there twice.</exception>
    public static CsvColumns Find(string[] header, string file, ReviewReadOptions options, LabelRule labels)
    {
        string[] names = [.. header.Select(name => name.Trim())];
        int? text = Find(names, options.TextColumn ?? "review", file);
        int? label = labels == LabelRule.Ignored ? null : Find(names, options.LabelColumn ?? "sentiment", file);
        var missing = new List<string>();
        if (text is null)
            missing.Add($"'{options.TextColumn ?? "review"}' for the text (--text-column names another)");
        if (label is null && (labels == LabelRule.Required || (labels == LabelRule.Optional && options.LabelColumn is not null)))
            missing.Add($"'{options.LabelColumn ?? "sentiment"}' for the label (--label-column names another)");
        if (missing.Count > 0)
        {
            throw new PlauditException(
                $"{file} has no column {string.Join(" and no column ", missing)}. Columns found: {string.Join(", ", names.Take(20).Select(Shortened))}.");
        }

        return new CsvColumns(names.Length, text!.Value, label);
    }

    private static int? Find(string[] names, string wanted, string file)
    {
        int[] found = [.. Enumerable.Range(0, names.Length).Where(i => names[i] == wanted)];
        if (found.Length == 0)
            found = [.. Enumerable.Range(0, names.Length).Where(i => names[i].Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase))];
        if (found.Length > 1)
            throw new PlauditException($"{file} has {found.Length} columns called '{wanted}': expected one. Rename the others in its header.");
        return found.Length == 1 ? found[0] : null;
    }

    private static string Shortened(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
