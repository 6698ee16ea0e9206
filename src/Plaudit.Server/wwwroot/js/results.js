// What is kept of a batch by one model: about 20 bytes per review, so that ten million fit; of the first thousand also the text, for the table. The reviews
// themselves stay in their file.

export const shownRows = 1000;
export const bars = 20;
const shownCharacters = 400;
// Of longer ones the page keeps the beginning alone, and cannot explain them.
const keptCharacters = 20_000;
const partRows = 20000;

/** A list of numbers that grows without being copied. */
class Numbers {
  static size = 1 << 16;
  #type;
  #chunks = [];
  #length = 0;

  constructor(type) {
    this.#type = type;
  }

  push(value) {
    if (this.#length % Numbers.size === 0) {
      this.#chunks.push(new this.#type(Numbers.size));
    }
    this.#chunks.at(-1)[this.#length++ % Numbers.size] = value;
  }

  at(i) {
    return this.#chunks[Math.floor(i / Numbers.size)][i % Numbers.size];
  }
}

export class Results {
  count = 0;
  positive = 0;
  negative = 0;
  empty = 0;
  unusable = 0;
  truncated = 0;
  labelled = 0;
  right = 0;
  rows = [];
  histogram = new Array(bars).fill(0);
  // NaN where there is no answer. Doubles, because a score is written as the service wrote it.
  #scores = new Numbers(Float64Array);
  #tokens = new Numbers(Uint32Array);
  #unknown = new Numbers(Uint32Array);
  // 1: cut; 2: an empty review; 4: no usable review.
  #flags = new Numbers(Uint8Array);

  constructor(model) {
    this.model = model;
  }

  add({ text, label }, answer) {
    const failed = answer.error !== undefined;
    const empty = answer.error === "Empty review";
    if (this.rows.length < shownRows) {
      this.rows.push(rowOf(this.count, text, label, answer));
    }
    this.#scores.push(failed ? NaN : answer.score);
    this.#tokens.push(answer.tokens ?? 0);
    this.#unknown.push(answer.unknownTokens ?? 0);
    this.#flags.push((answer.truncated ? 1 : 0) | (empty ? 2 : failed ? 4 : 0));
    this.count++;
    if (failed) {
      this[empty ? "empty" : "unusable"]++;
      return;
    }
    const positive = answer.score > 0.5;
    this[positive ? "positive" : "negative"]++;
    this.truncated += answer.truncated ? 1 : 0;
    if (label !== null) {
      this.labelled++;
      this.right += label === answer.label ? 1 : 0;
    }
    // The two colours of the histogram meet at 0.5, which is negative.
    const bar = Math.floor(answer.score * bars);
    this.histogram[positive ? Math.min(Math.max(bar, bars / 2), bars - 1) : Math.min(bar, bars / 2 - 1)]++;
  }

  /** The answers as `plaudit predict --output-format csv` writes them, in parts that the browser need not hold in memory. */
  toCsv() {
    const parts = ["index,predicted_label,predicted_probability,label,tokens,unknown_tokens,truncated,error\n"];
    for (let from = 0; from < this.count; from += partRows) {
      const lines = [];
      for (let i = from; i < Math.min(from + partRows, this.count); i++) {
        lines.push(this.#line(i));
      }
      parts.push(new Blob(lines));
    }
    return new Blob(parts, { type: "text/csv" });
  }

  #line(i) {
    const score = this.#scores.at(i);
    const flags = this.#flags.at(i);
    if (Number.isNaN(score)) {
      return `${i},,,,0,0,false,${flags & 2 ? "Empty review" : "No usable review"}\n`;
    }
    const [label, name] = score > 0.5 ? [1, "Positive"] : [0, "Negative"];
    return `${i},${label},${score},${name},${this.#tokens.at(i)},${this.#unknown.at(i)},${(flags & 1) === 1},\n`;
  }
}

/** Numbered from 0, as in the file of results. */
function rowOf(number, text, truth, answer) {
  text ??= "";
  return {
    number,
    review: answer.error === undefined && text.length <= keptCharacters ? text : null,
    truth,
    text: text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text,
    label: answer.label ?? null,
    probability: answer.probability ?? null,
    score: answer.score ?? null,
    problem: answer.error === undefined ? "" : answer.detail ?? answer.error,
  };
}
