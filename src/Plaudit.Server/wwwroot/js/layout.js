// How a file is laid out: its format, its columns, and which of them hold the reviews and their labels.
import { recordsOf } from "./csv.js";
import { FileProblem, linesOf, textOf } from "./filetext.js";
import { labelOf, likelyLabels } from "./labels.js";

export const formats = { csv: "CSV", tsv: "TSV", jsonl: "JSON Lines", text: "Plain text, a review a line" };

const extensions = { csv: "csv", tsv: "tsv", tab: "tsv", jsonl: "jsonl", ndjson: "jsonl", txt: "text", text: "text" };
const packed = ["zip", "gz", "xlsx", "xls", "ods", "parquet", "7z", "rar", "pdf", "docx"];
const likelyNames = ["review", "reviews", "review_text", "text", "content", "comment", "sentence", "body", "message", "tweet", "phrase"];
const headBytes = 1 << 17;
const sampleRows = 50;
const longestName = 60;
const longestNameWords = 4;

/** Looks at the beginning of a file. */
export async function inspect(file) {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? "";
  if (packed.includes(extension)) {
    throw new FileProblem(`A .${extension} file is not text. Save it as CSV, or unpack it first.`);
  }
  const head = file.slice(0, headBytes);
  const isPart = file.size > headBytes;
  const format = extensions[extension] ?? guessFormat((await textOf(head, { isPart }).next()).value ?? "");
  const layout = await layoutOf(format, () => textOf(head, { isPart }), isPart);
  if (layout.sample.length === 0) {
    throw new FileProblem("There is no review in this file.");
  }
  layout.labels = likelyLabels(layout.columns, layout.sample, layout.column);
  return layout;
}

function guessFormat(text) {
  const line = text.trimStart().split("\n", 1)[0];
  return line.startsWith("{") ? "jsonl" : line.includes("\t") ? "tsv" : "text";
}

async function layoutOf(format, open, isPart) {
  if (format === "text") {
    return { format, columns: [], column: null, sample: (await sampleOf(linesOf(open()), isPart)).map((line) => [line]) };
  }
  if (format === "jsonl") {
    const rows = (await sampleOf(linesOf(open()), isPart)).map(parseObject).filter((row) => row !== null);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => ["string", "number", "boolean"].includes(typeof row[key]))))];
    if (!rows.some((row) => columns.some((key) => typeof row[key] === "string"))) {
      throw new FileProblem("Expected one JSON object per line, such as {\"review\": \"some text\"}; found none.");
    }
    const sample = rows.map((row) => columns.map((key) => String(row[key] ?? "")));
    return { format, columns, column: likelyColumn(columns, sample), sample };
  }
  const delimiter = format === "tsv" ? "\t" : await delimiterOf(open);
  const [first, ...rest] = await sampleOf(recordsOf(open(), delimiter), isPart);
  if (first === undefined) {
    throw new FileProblem("The file is empty.");
  }
  const header = rest.length > 0 && isHeader(first);
  const columns = header ? first.map((name) => name.trim()) : first.map((_, i) => `Column ${i + 1}`);
  const sample = header ? rest : [first, ...rest];
  return { format, delimiter, header, columns, column: likelyColumn(columns, sample), sample };
}

/** The first rows; of a part of a file not its last one, which may be cut. */
async function sampleOf(lists, isPart) {
  const rows = [];
  for await (const list of lists) {
    rows.push(...list);
    if (rows.length > sampleRows) {
      return rows.slice(0, sampleRows);
    }
  }
  return isPart && rows.length > 1 ? rows.slice(0, -1) : rows;
}

/** Programs in some countries write semicolons between the fields of a CSV. */
async function delimiterOf(open) {
  const line = ((await open().next()).value ?? "").split("\n", 1)[0];
  return line.includes(";") && !line.includes(",") ? ";" : ",";
}

// Neither a number nor a sentence.
const looksLikeName = (name) => name !== "" && name.length <= longestName && name.split(/\s+/).length <= longestNameWords && !/[.!?]$/.test(name) && !/^[-+\d.,%]+$/.test(name);

const isHeader = (row) => row.some((name) => likelyNames.includes(name.trim().toLowerCase())) || row.every((name) => looksLikeName(name.trim()));

/** The column of a likely name, or else the one with the longest texts. */
function likelyColumn(columns, sample) {
  for (const name of likelyNames) {
    const i = columns.findIndex((column) => column.toLowerCase() === name);
    if (i >= 0) {
      return i;
    }
  }
  const length = (i) => sample.reduce((sum, row) => sum + (row[i]?.length ?? 0), 0);
  return columns.reduce((best, _, i) => (length(i) > length(best) ? i : best), 0);
}

/** An object, or null where a line is none. */
function parseObject(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Yields lists of rows in the file's order: `{ text, label }`, its text null and an `error` beside it where a row holds none. */
export async function* reviewsOf(file, layout, onBytes) {
  const text = textOf(file, { onBytes });
  if (layout.format === "text") {
    for await (const lines of linesOf(text)) {
      yield lines.map((line) => ({ text: line, label: null }));
    }
  } else if (layout.format === "jsonl") {
    const key = layout.columns[layout.column];
    for await (const lines of linesOf(text)) {
      yield lines.map((line) => {
        const row = parseObject(line);
        return rowOf(line.trim() === "" ? "" : row?.[key], "no JSON object with this text", layout.labels === null ? null : row?.[layout.columns[layout.labels]]);
      });
    }
  } else {
    let skip = layout.header ? 1 : 0;
    for await (const records of recordsOf(text, layout.delimiter)) {
      const rows = skip > 0 ? records.slice(skip) : records;
      skip -= Math.min(skip, records.length);
      yield rows.map((record) => rowOf(record[layout.column], `only ${record.length} columns`, layout.labels === null ? null : record[layout.labels]));
    }
  }
}

const rowOf = (text, error, label) => (typeof text === "string" ? { text, label: labelOf(label) } : { text: null, label: labelOf(label), error });
