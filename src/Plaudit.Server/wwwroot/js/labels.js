// Labels as files write them: which column has them, and what they say.

const likelyNames = ["label", "labels", "sentiment", "class", "target", "polarity"];
const words = new Map([
  ...["positive", "pos", "1", "1.0", "true", "yes"].map((text) => [text, "Positive"]),
  ...["negative", "neg", "0", "0.0", "false", "no"].map((text) => [text, "Negative"]),
]);

/** "Positive", "Negative", or null where a value says neither. */
export const labelOf = (value) => words.get(String(value ?? "").trim().toLowerCase()) ?? null;

/** The column of labels, or null: one of a likely name, or else the only one that holds both labels and nothing else. */
export function likelyLabels(columns, sample, reviews) {
  const values = (i) => sample.map((row) => String(row[i] ?? "").trim()).filter((value) => value !== "");
  const labels = columns.map((_, i) => i).filter((i) => i !== reviews && values(i).length > 0 && values(i).every((value) => labelOf(value) !== null));
  const named = labels.filter((i) => likelyNames.includes(columns[i].toLowerCase()));
  const both = labels.filter((i) => new Set(values(i).map(labelOf)).size === 2);
  return named[0] ?? (both.length === 1 ? both[0] : null);
}
