namespace Plaudit.Data.Readers;

/// <summary>Decides what quotes mean in a file, from all of its rows (or the first 2^30 characters of a file that is longer).</summary>
internal static class QuoteStyles
{
    /// <summary>
    /// Standard quoting if every row obeys it. Otherwise backslashes if they mend more rows; or none, if tabs or bars then give every line the
    /// header's number of fields and the quotes do not come in pairs around whole fields. Texts hold commas and semicolons too often for such files
    /// to go without quotes.
    /// </summary>
    /// <param name="open">Opens the rows from the beginning.</param>
    /// <param name="separator">The field separator.</param>
    public static QuoteStyle Of(Func<QuoteStyle, DelimitedRows> open, char separator)
    {
        Consistency standard = Measure(open(QuoteStyle.Standard));
        // Two stray quotes in different lines look like one long field: then the lines decide.
        if (standard.BadRows == 0 && !standard.SpansLines)
            return QuoteStyle.Standard;
        if (standard.HasBackslashQuotes && Measure(open(QuoteStyle.Backslash)).BadRows < standard.BadRows)
            return QuoteStyle.Backslash;
        if (separator is not ('\t' or '|'))
            return QuoteStyle.Standard;
        Consistency none = Measure(open(QuoteStyle.None));
        // If every row obeys the standard, a line within a field counts as a row only if none of its fields is empty.
        bool rows = none.BadRows == 0 && (standard.BadRows > 0 || !none.HasEmptyFields);
        return rows && none.OpenFields > none.QuotedFields ? QuoteStyle.None : QuoteStyle.Standard;
    }

    /// <summary>How a message names a style.</summary>
    public static string Describe(QuoteStyle style) => style switch
    {
        QuoteStyle.None => $"quotes as text ({Setting.QuotesNone}): they do not come in pairs around fields",
        QuoteStyle.Backslash => $"quotes escaped with backslashes ({Setting.QuotesBackslash})",
        _ => $"quotes around fields ({Setting.QuotesStandard})",
    };

    private static Consistency Measure(DelimitedRows rows)
    {
        int? columns = null;
        var found = new Consistency();
        long characters = 0;
        // A file of more is not read into memory either, and so much of it tells enough.
        while (characters < ReadBudget.MostCharacters && rows.Read())
        {
            if (rows.IsBlank)
                continue;
            characters += rows.Lines.Sum(line => (long)line.Length);
            columns ??= rows.Fields.Count;
            if (rows.Fault is not null || rows.Fields.Count != columns)
                found.BadRows++;
            foreach (string field in rows.Fields.Where(field => field.Contains('"')))
            {
                bool opens = field[0] == '"';
                bool closes = field.Length > 1 && field[^1] == '"';
                found.QuotedFields += opens && closes ? 1 : 0;
                found.OpenFields += opens != closes ? 1 : 0;
            }

            found.HasEmptyFields |= rows.Fields.Contains("");
            found.HasBackslashQuotes |= rows.HasBackslashQuote;
            found.SpansLines |= rows.SpansLines;
        }

        return found;
    }

    private struct Consistency
    {
        public int BadRows;
        public int QuotedFields;
        public int OpenFields;
        public bool HasEmptyFields;
        public bool HasBackslashQuotes;
        public bool SpansLines;
    }
}
