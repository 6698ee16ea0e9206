using System.Globalization;

namespace Plaudit.Data.Readers;

/// <summary>Where a file puts what is read.</summary>
/// <param name="Names">The names of all columns; where there is no header, their numbers.</param>
/// <param name="Text">The text's column, from 0.</param>
/// <param name="Label">The label's column, from 0, or null where none is read.</param>
internal sealed record CsvColumns(string[] Names, int Text, int? Label)
{
    /// <summary>How many columns there are.</summary>
    public int Count => Names.Length;

    /// <summary>Finds the columns by name, whatever their case; where no name is given, by the names that data sets use.</summary>
    /// <exception cref="PlauditException">A column is missing, occurs twice, or several match.</exception>
    public static CsvColumns Find(string[] header, string file, char separator, ReviewReadOptions options, LabelRule labels)
    {
        string[] names = [.. header.Select(name => name.Trim())];
        int? text = Find(names, options.TextColumn, ColumnNames.Text, file, Setting.TextColumn);
        int? label = Find(names, options.LabelColumn, ColumnNames.Label, file, labels == LabelRule.Ignored ? null : Setting.LabelColumn);
        var missing = new List<string>();
        if (text is null)
            missing.Add(Missing(names, options.TextColumn, ColumnNames.Text[0], "the text", Setting.TextColumn));
        if (label is null && (labels == LabelRule.Required || options.LabelColumn is not null))
            missing.Add(Missing(names, options.LabelColumn, ColumnNames.Label[0], "the label", Setting.LabelColumn));
        if (missing.Count > 0)
        {
            throw new PlauditException(
                $"{file}, read as separated by {Separators.Describe(separator)}, has no column {string.Join(" and no column ", missing)}. "
                + $"Columns found: {string.Join(", ", names.Take(20).Select(Shortened))}; "
                + $"{Setting.Separator} names another separator, {Setting.NoHeader} says that the first row is a review.");
        }

        bool isUsual = names[text!.Value] == ColumnNames.Text[0] && (label is not { } at || names[at] == ColumnNames.Label[0]);
        bool isAsked = options.TextColumn is not null && (label is null || options.LabelColumn is not null);
        if (!isUsual && !isAsked)
            options.OnNote?.Invoke(
                $"{file}: the text is in the column "
                + $"'{Shortened(names[text.Value])}'{(label is { } l ? $", the label in '{Shortened(names[l])}'" : "")}");
        return new CsvColumns(names, text.Value, label);
    }

    /// <summary>The columns of a file without a header, which the options name by number from 1.</summary>
    /// <exception cref="PlauditException">A number is missing, or no column has it.</exception>
    public static CsvColumns ByNumber(int count, string file, ReviewReadOptions options, LabelRule labels)
    {
        int text = Number(options.TextColumn ?? (count == 1 ? "1" : null), count, file, "the text", Setting.TextColumn);
        bool wantsLabel = labels == LabelRule.Required || options.LabelColumn is not null;
        string[] names = [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return new CsvColumns(names, text, wantsLabel ? Number(options.LabelColumn, count, file, "the label", Setting.LabelColumn) : null);
    }

    private static int Number(string? written, int count, string file, string what, string option)
    {
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= count)
            return number - 1;
        throw new PlauditException(
            $"{file} is read without a header: {option} gives the column of {what} as a number from 1 to {count}, found {written ?? "none"}.");
    }

    /// <param name="names">The columns.</param>
    /// <param name="asked">The name that the options give, or null.</param>
    /// <param name="usual">The names looked for without one, the default first.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="option">The option that names the column, or null where the file may as well do without.</param>
    private static int? Find(string[] names, string? asked, IReadOnlyList<string> usual, string file, string? option)
    {
        if (asked is not null)
            return Named(names, asked, file);
        if (option is null && names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Any(same => same.Count() > 1 && usual.Contains(same.Key, StringComparer.OrdinalIgnoreCase)))
            return null;
        if (Named(names, usual[0], file) is { } first)
            return first;
        int[] found = [.. usual.Select(name => Named(names, name, file)).OfType<int>().Distinct()];
        if (found.Length > 1 && option is not null)
            throw new PlauditException(
                $"{file} has several columns that could be meant: {string.Join(", ", found.Select(i => names[i]))}. Name one with {option}.");
        return found.Length == 1 ? found[0] : null;
    }

    private static int? Named(string[] names, string wanted, string file)
    {
        int[] found = [.. Enumerable.Range(0, names.Length).Where(i => names[i] == wanted)];
        if (found.Length == 0)
            found = [.. Enumerable.Range(0, names.Length).Where(i => names[i].Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase))];
        if (found.Length > 1)
            throw new PlauditException($"{file} has {found.Length} columns called '{wanted}': expected one. Rename the others in its header.");
        return found.Length == 1 ? found[0] : null;
    }

    private static string Missing(string[] names, string? asked, string usual, string what, string option)
    {
        string? near = asked is null ? null : names.FirstOrDefault(name => name.Length > 2 && IsNear(name, asked));
        return $"'{asked ?? usual}' for {what} ({option} names another{(near is null ? "" : $", such as '{Shortened(near)}'")})";
    }

    /// <summary>At most two letters differ at the beginning, the middle or the end.</summary>
    private static bool IsNear(string a, string b)
    {
        int head = a.Zip(b).TakeWhile(pair => char.ToLowerInvariant(pair.First) == char.ToLowerInvariant(pair.Second)).Count();
        int tail = a[head..].Reverse().Zip(b[head..].Reverse())
            .TakeWhile(pair => char.ToLowerInvariant(pair.First) == char.ToLowerInvariant(pair.Second)).Count();
        return Math.Max(a.Length, b.Length) - head - tail <= 2;
    }

    private static string Shortened(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
