using System.Buffers;

namespace Plaudit.Text;

/// <summary>Runs cleaning steps one after another, alternating between two pooled buffers.</summary>
internal sealed class TextCleaner(IReadOnlyList<ICleaningStep> steps)
{
    private readonly ICleaningStep[] _steps = [.. steps];

    /// <summary>Cleans a text. Dispose the answer to give its buffer back.</summary>
    public CleanedText Clean(ReadOnlySpan<char> text)
    {
        char[]? current = null;
        char[]? spare = null;
        foreach (ICleaningStep step in _steps)
        {
            int bound = step.LengthBound(text);
            if (spare is null || spare.Length < bound)
            {
                Return(spare);
                spare = ArrayPool<char>.Shared.Rent(bound);
            }

            int length = step.Apply(text, spare);
            text = spare.AsSpan(0, length);
            (current, spare) = (spare, current);
        }

        Return(spare);
        return new CleanedText(text, current);
    }

    /// <summary>For each unit of the cleaned text, what it was made from in the text.</summary>
    public Origin[] Origins(string text)
    {
        Origin[] origins = [.. Enumerable.Range(0, text.Length).Select(Origin.At)];
        foreach (ICleaningStep step in _steps)
        {
            origins = [.. step.Origins(text).Select(origin => new Origin(origins[origin.Start].Start, origins[origin.End - 1].End))];
            char[] cleaned = new char[step.LengthBound(text)];
            text = new string(cleaned, 0, step.Apply(text, cleaned));
        }

        return origins;
    }

    internal static void Return(char[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<char>.Shared.Return(buffer);
    }
}

/// <summary>A cleaned text in a pooled buffer, or the text itself without steps.</summary>
internal readonly ref struct CleanedText(ReadOnlySpan<char> text, char[]? buffer) : IDisposable
{
    public ReadOnlySpan<char> Text { get; } = text;

    public void Dispose() => TextCleaner.Return(buffer);
}
