// The text of a file, piece by piece: a file may be larger than memory.

/** Why a file cannot be read, for people. */
export class FileProblem extends Error {}

/** What a piece of a file begins with tells its encoding; without a mark it is UTF-8. */
function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

/** Yields the text of a file or of a part of one, and tells how many bytes were read so far. */
export async function* textOf(file, { onBytes = () => {}, isPart = false } = {}) {
  const reader = file.stream().getReader();
  let decoder = null;
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      decoder ??= new TextDecoder(encodingOf(value ?? []), { fatal: true });
      // The last character of a part may be cut in two.
      const text = done ? (isPart ? "" : decoder.decode()) : decoder.decode(value, { stream: true });
      read += value?.length ?? 0;
      onBytes(read);
      if (text.length > 0) {
        yield text;
      }
      if (done) {
        return;
      }
    }
  } catch (problem) {
    if (problem instanceof TypeError) {
      throw new FileProblem("The file is not text in UTF-8. Save it as UTF-8 (in Excel: “CSV UTF-8”) and choose it again.");
    }
    throw problem.name === "NotReadableError" || problem.name === "NotFoundError" ? new FileProblem("The file cannot be read any more: it was moved, changed or locked. Choose it again.") : problem;
  } finally {
    reader.cancel().catch(() => {});
  }
}

// A longer record is not a review, but another kind of file or an unclosed quote.
const longestRecord = 1 << 24;

export function requireShort(length, row) {
  if (length > longestRecord) {
    throw new FileProblem(`Row ${row} is longer than ${longestRecord.toLocaleString("en")} characters. Is a quote left open, or is this another kind of file?`);
  }
}

/** Yields lists of lines, without their ends. */
export async function* linesOf(pieces) {
  let rest = "";
  let row = 1;
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop();
    row += lines.length;
    requireShort(rest.length, row);
    yield lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  }
  if (rest.length > 0) {
    yield [rest];
  }
}
