namespace Plaudit.Evaluation;

/// <summary>Two models of a <see cref="ModelComparison"/>: is one really better?</summary>
/// <param name="First">The name of the one.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="Test">McNemar's test: whether they may be equally good.</param>
/// <param name="AccuracyDifference">The first one's accuracy less the second's: by how much it is better.</param>
public sealed record ModelPair(string First, string Second, McNemar Test, BootstrapInterval AccuracyDifference);
