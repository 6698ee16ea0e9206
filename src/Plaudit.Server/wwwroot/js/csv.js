// Comma- and tab-separated records (RFC 4180): quoted fields may hold separators, doubled quotes and line ends.
import { requireShort } from "./filetext.js";

const [quote, feed, carriage] = [34, 10, 13];

/** Yields lists of records, each a list of fields. Empty lines are not records; `""` alone is one. */
export async function* recordsOf(pieces, delimiter) {
  const separator = delimiter.charCodeAt(0);
  let record = [];
  let field = "";
  let row = 1;
  // Within quotes; just after a quote within quotes, which ends them unless another one follows.
  let quoted = false;
  let closing = false;
  let hadQuotes = false;
  let records = [];

  const endField = () => {
    record.push(field);
    field = "";
  };
  const endRecord = () => {
    endField();
    if (record.length > 1 || record[0] !== "" || hadQuotes) {
      records.push(record);
    }
    record = [];
    hadQuotes = false;
    row++;
  };

  for await (const piece of pieces) {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const c = piece.charCodeAt(i);
      if (quoted && !closing) {
        if (c === quote) {
          field += piece.slice(from, i);
          from = i + 1;
          closing = true;
        }
        continue;
      }
      if (closing) {
        closing = false;
        if (c === quote) {
          // A doubled quote is one: it is taken with what follows.
          from = i;
          continue;
        }
        quoted = false;
      }
      if (c === quote && field === "" && from === i) {
        [quoted, hadQuotes] = [true, true];
        from = i + 1;
      } else if (c === separator || c === feed || c === carriage) {
        field += piece.slice(from, i);
        from = i + 1;
        if (c === separator) {
          endField();
        } else if (c === feed || piece.charCodeAt(i + 1) !== feed) {
          endRecord();
        }
      }
    }
    field += piece.slice(from);
    requireShort(field.length, row);
    yield records;
    records = [];
  }
  if (field !== "" || record.length > 0 || hadQuotes) {
    endRecord();
    yield records;
  }
}
