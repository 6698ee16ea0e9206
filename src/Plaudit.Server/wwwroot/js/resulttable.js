// The first rows of a batch, to be sorted by any column; a row's review unfolds to what its words did.
import { explain } from "./api.js";
import { make } from "./dom.js";
import { percent } from "./format.js";
import { makeWords } from "./words.js";

/** Makes the table from the `Results` of one model or several; the rows of all are the same reviews. */
export function makeResultTable(caption, all) {
  const rows = all[0].rows.map((row, i) => ({ ...row, answers: all.map((results) => results.rows[i]) }));
  const columns = columnsOf(all, rows);
  const body = make("tbody");
  const headings = columns.map((column) => {
    const button = make("button", { type: "button", class: "sort" }, column.title);
    return { column, button, cell: make("th", { scope: "col", class: classOf(column) }, button) };
  });

  const sort = (column, falling) => {
    const sign = falling ? -1 : 1;
    const compare = column.number || column.ordered ? (a, b) => a - b : (a, b) => a.localeCompare(b, "en");
    rows.sort((a, b) => sign * compare(column.key(a), column.key(b)) || a.number - b.number);
    body.replaceChildren(...rows.map((row) => makeRow(row, columns, all)));
    for (const heading of headings) {
      if (heading.column === column) {
        heading.cell.setAttribute("aria-sort", falling ? "descending" : "ascending");
      } else {
        heading.cell.removeAttribute("aria-sort");
      }
    }
  };

  for (const { column, button, cell } of headings) {
    button.addEventListener("click", () => sort(column, cell.getAttribute("aria-sort") === "ascending"));
  }
  sort(columns[0], false);
  return make("div", { class: "table results-table", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", { class: "unseen" }, caption), make("thead", {}, make("tr", {}, ...headings.map((heading) => heading.cell))), body));
}

/** A column says how rows are ordered by it and, past the first two, what a cell shows and how it looks. */
function columnsOf(all, rows) {
  return [
    { title: "Index", key: (row) => row.number, number: true },
    { title: "Review", key: (row) => row.text.toLowerCase() },
    ...(all.length > 1 ? all.map(answerOf) : answersOf()),
    ...(rows.some((row) => row.truth !== null) ? [labels] : []),
  ];
}

const lookOf = ({ label }) => (label === null ? "unanswered" : `label-${label.toLowerCase()}`);
const ifAnswered = (answer, show) => (answer.label === null ? "" : show(answer));

/** The columns of one model. */
const answersOf = () => [
  { title: "Sentiment", key: ({ answers: [answer] }) => answer.label ?? "~", show: ({ answers: [answer] }) => answer.label ?? answer.problem, look: ({ answers: [answer] }) => lookOf(answer) },
  { title: "Probability", key: ({ answers: [answer] }) => answer.probability ?? -1, number: true, show: ({ answers: [answer] }) => ifAnswered(answer, (given) => percent(given.probability)) },
  { title: "Score", key: ({ answers: [answer] }) => answer.score ?? -1, number: true, wide: true, show: ({ answers: [answer] }) => ifAnswered(answer, (given) => given.score.toFixed(4)) },
];

/** The column of one model among several. */
const answerOf = (results, m) => ({
  title: results.model,
  key: (row) => row.answers[m].score ?? -1,
  ordered: true,
  show: (row) => ifAnswered(row.answers[m], (given) => `${given.label} ${given.score.toFixed(2)}`) || row.answers[m].problem,
  look: (row) => `of-model ${lookOf(row.answers[m])}`,
});

const isWrong = ({ truth, answers }) => answers.length === 1 && answers[0].label !== null && answers[0].label !== truth;

const labels = {
  title: "Label",
  key: (row) => row.truth ?? "~",
  show: (row) => (row.truth === null ? "–" : `${row.truth}${isWrong(row) ? " (wrong answer)" : ""}`),
  look: (row) => (row.truth === null ? "" : `label-${row.truth.toLowerCase()}`),
};

const classOf = (column) => [column.number ? "number" : "", column.wide ? "wide-only" : ""].filter((name) => name !== "").join(" ") || null;

function makeRow(row, columns, all) {
  const cells = columns.slice(2).map((column) => make("td", { class: [classOf(column), column.look?.(row)].filter((name) => name).join(" ") || null }, column.show(row)));
  const line = make("tr", {}, make("td", { class: "number" }, String(row.number)), make("td", {}, makeReview(row, all, (words) => unfold(line, columns.length, words))), ...cells);
  return line;
}

/** A review that was answered is a button. */
function makeReview(row, all, unfoldWith) {
  const text = row.text || "(empty)";
  if (row.review === null) {
    return make("div", { class: "excerpt" }, text);
  }
  const button = make("button", { type: "button", class: "excerpt", "aria-expanded": "false", on: { click: async () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      unfoldWith(null);
      return;
    }
    const place = make("div", { "aria-live": "polite" }, make("p", { class: "waiting" }, "Weighing the words …"));
    unfoldWith(place);
    place.replaceChildren(...await Promise.all(all.map((results, m) => wordsOf(row, results, m, all.length > 1))));
  } } }, text);
  return button;
}

async function wordsOf(row, { model }, m, several) {
  try {
    return makeWords(row.review, await explain(row.review, model), { id: `-${row.number}-${m}`, title: several ? `What the words did: ${model}` : undefined });
  } catch (problem) {
    return make("p", { class: "notice" }, `The words could not be weighed. ${problem.message}`);
  }
}

/** Puts a line beneath another, or takes it away. */
function unfold(line, width, content) {
  if (content === null) {
    line.nextElementSibling?.classList.contains("unfolded") && line.nextElementSibling.remove();
  } else {
    line.after(make("tr", { class: "unfolded" }, make("td", { colspan: String(width) }, content)));
  }
}
