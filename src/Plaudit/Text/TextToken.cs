namespace Plaudit.Text;

/// <summary>A token's position in the original text. Small: a text of a megabyte has half a million.</summary>
/// <param name="Start">Its first UTF-16 unit in the text.</param>
/// <param name="Length">How many units it spans there, at least 1.</param>
/// <param name="Known">Whether the vocabulary holds it.</param>
/// <param name="Read">Whether the model reads it: not an unknown word that is dropped, nor one cut off.</param>
internal readonly record struct TextToken(int Start, int Length, bool Known, bool Read);
