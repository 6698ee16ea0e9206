// The review's own words, shaded by what each does to the answer.
import { make } from "./dom.js";
import { plural, points } from "./format.js";

const shades = 5;
const strongest = 6;
const longReview = 1000;
// Below this shading would show rounding.
const leastScale = 1e-6;
// A model that is sure of itself moves less than this, whatever is left out.
const sure = 0.001;

/** Shades a review. The explanation is the service's: words with their places in the text, in UTF-16 units; `id` is what the parts are called after. */
export function makeWords(review, explanation, { id = "", title = "What the words did" } = {}) {
  const scale = explanation.words.reduce((most, word) => Math.max(most, Math.abs(word.contribution ?? 0)), leastScale);
  return make("section", { class: "words", "aria-labelledby": `words-title${id}` },
    make("h3", { id: `words-title${id}` }, title),
    make("p", { class: "explained" }, `${scale < sure ? "The model is so sure that no single word matters much. " : ""}Each word is shaded by how far the score moves when it is left out, here by up to ${points(scale).slice(1)} points of 100.`),
    makeLegend(explanation),
    makeText(review, explanation.words, scale, `shaded${id}`),
    explanation.complete ? null : make("p", { class: "notice" }, `The review is long: only its first ${plural(explanation.words.filter((word) => word.read && word.contribution !== null).length, "word")} were weighed.`),
    makeStrongest(explanation.words, scale));
}

function makeLegend(explanation) {
  const swatches = [];
  for (let shade = shades; shade >= 1; shade--) {
    swatches.push(make("span", { class: `swatch against-${shade}` }));
  }
  for (let shade = 1; shade <= shades; shade++) {
    swatches.push(make("span", { class: `swatch for-${shade}` }));
  }
  const more = [];
  if (explanation.words.some((word) => !word.known)) {
    more.push(make("span", {}, make("span", { class: "unknown" }, "word"), " unknown to the model"));
  }
  if (explanation.words.some((word) => word.known && !word.read)) {
    more.push(make("span", {}, make("span", { class: "unread" }, "word"), " cut, not read"));
  }
  return make("p", { class: "legend" },
    make("span", { class: "scale" }, "for negative ", make("span", { class: "swatches", "aria-hidden": "true" }, ...swatches), " for positive"), ...more);
}

function makeText(review, words, scale, id) {
  // A long one scrolls in its frame, which the keyboard must be able to reach.
  const frame = review.length > longReview ? { tabindex: "0", role: "region", "aria-label": "The review, shaded" } : {};
  const text = make("div", { class: "shaded", id, ...frame });
  let end = 0;
  for (const word of words) {
    text.append(review.slice(end, word.start));
    end = word.start + word.length;
    const shown = review.slice(word.start, end);
    const classes = classesOf(word, scale);
    text.append(classes.length === 0 ? shown : make("span", { class: classes.join(" "), title: titleOf(word) }, shown));
  }
  text.append(review.slice(end));
  return text;
}

function classesOf(word, scale) {
  const classes = [];
  if (!word.known) {
    classes.push("unknown");
  } else if (!word.read) {
    classes.push("unread");
  }
  const shade = Math.ceil((shades * Math.abs(word.contribution ?? 0)) / scale - 0.5);
  if (shade > 0) {
    classes.push(`${word.contribution > 0 ? "for" : "against"}-${shade}`);
  }
  return classes;
}

function titleOf(word) {
  const change = word.contribution === null ? "not weighed" : `${points(word.contribution)} points`;
  if (!word.read) {
    return word.known ? "cut, not read" : "unknown to the model, not read";
  }
  return word.known ? change : `unknown to the model, ${change}`;
}

/** The shading in words and numbers: for those who do not see it, and for everybody else. */
function makeStrongest(words, scale) {
  const weighed = words.filter((word) => Math.abs(word.contribution ?? 0) >= scale / 100);
  const list = (title, name, some) => make("div", { class: name },
    make("h4", {}, title),
    some.length === 0
      ? make("p", { class: "explained" }, "No word does.")
      : make("ol", {}, ...some.slice(0, strongest).map((word) => make("li", {}, make("bdi", {}, word.word), " ", make("span", { class: "points" }, points(word.contribution))))));
  const falling = [...weighed].sort((a, b) => b.contribution - a.contribution);
  return make("div", { class: "strongest" },
    list("Speak for positive", "for", falling.filter((word) => word.contribution > 0)),
    list("Speak for negative", "against", falling.filter((word) => word.contribution < 0).reverse()));
}
