// The answer for one review: its label, its probability as a bar, and what the reader should know about it.
import { make } from "./dom.js";
import { count, percent, plural } from "./format.js";

// Where more of the words are unknown than this, the answer rests on little.
const manyUnknown = 0.25;

/** A verdict. In a comparison it is smaller and names its model. */
export function makeVerdict(answer, { compared = false } = {}) {
  const positive = answer.label === "Positive";
  return make("article", { class: `verdict ${positive ? "is-positive" : "is-negative"}${compared ? " is-compared" : ""}` },
    compared ? make("p", { class: "verdict-model" }, answer.model) : null,
    make("p", { class: "verdict-label" }, make("strong", {}, answer.label), " ", make("span", { class: "verdict-probability" }, percent(answer.probability))),
    makeBar(answer, compared),
    make("p", { class: "verdict-facts" }, facts(answer, compared)),
    ...notes(answer).map((note) => make("p", { class: "notice" }, note)));
}

/** Both probabilities share one bar, negative from the left and positive from the right, so that the place tells what the colour tells. */
function makeBar(answer, compared) {
  const end = (share) => (compared ? "" : ` ${percent(share)}`);
  const negative = make("span", { class: "bar-negative" });
  const positive = make("span", { class: "bar-positive" });
  negative.style.width = `${100 * (1 - answer.score)}%`;
  positive.style.width = `${100 * answer.score}%`;
  return make("div", { class: "bar" },
    make("div", { class: "bar-track", role: "img", "aria-label": `Negative ${percent(1 - answer.score)}, positive ${percent(answer.score)}` }, negative, positive),
    make("div", { class: "bar-ends", "aria-hidden": "true" }, make("span", {}, `Negative${end(1 - answer.score)}`), make("span", {}, `Positive${end(answer.score)}`)));
}

function facts(answer, compared) {
  const unknown = answer.unknownTokens === 0 ? "all known" : `${count(answer.unknownTokens)} unknown`;
  const tokens = `${plural(answer.tokens, "token")}, ${unknown}`;
  return compared ? tokens : `${tokens} · model ${answer.model}, version ${answer.version}`;
}

function notes(answer) {
  const found = [];
  if (answer.truncated) {
    found.push("The review is longer than the model reads: it was cut. The words that were not read are struck out below.");
  }
  if (answer.tokens === 0) {
    found.push("The model knows none of these words: this is a guess.");
  } else if (answer.unknownTokens / answer.tokens > manyUnknown) {
    found.push("The model does not know many of these words. Take its answer with care.");
  }
  return found;
}
