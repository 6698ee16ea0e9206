namespace Plaudit.Text;

/// <summary>A token and where it stands in the text as it was written.</summary>
/// <param name="Token">As the vocabulary would hold it.</param>
/// <param name="Start">Its first UTF-16 unit in the text.</param>
/// <param name="Length">How many units it spans there, at least 1.</param>
/// <param name="Known">Whether the vocabulary holds it.</param>
/// <param name="Place">Its number among the ids of the text; null where the model does not read it: an unknown word that is dropped, or one cut off.</param>
internal sealed record TextToken(string Token, int Start, int Length, bool Known, int? Place);
