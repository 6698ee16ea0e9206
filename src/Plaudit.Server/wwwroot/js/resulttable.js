// The first rows of a batch, to be sorted by any column.
import { make } from "./dom.js";
import { percent } from "./format.js";

const columns = [
  { title: "Index", key: (row) => row.number, number: true },
  { title: "Review", key: (row) => row.text.toLowerCase() },
  { title: "Sentiment", key: (row) => row.label ?? "~" },
  { title: "Probability", key: (row) => row.probability ?? -1, number: true },
  { title: "Score", key: (row) => row.score ?? -1, number: true },
];

/** Makes the table of rows as `Results` keeps them. */
export function makeResultTable(caption, rows) {
  const body = make("tbody");
  const headings = columns.map((column) => {
    const button = make("button", { type: "button", class: "sort" }, column.title);
    return { column, button, cell: make("th", { scope: "col", class: column.number ? "number" : null }, button) };
  });

  const sort = (column, falling) => {
    const sign = falling ? -1 : 1;
    const compare = column.number ? (a, b) => a - b : (a, b) => a.localeCompare(b, "en");
    rows.sort((a, b) => sign * compare(column.key(a), column.key(b)) || a.number - b.number);
    body.replaceChildren(...rows.map(makeRow));
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

function makeRow(row) {
  const name = row.label === null ? "none" : row.label.toLowerCase();
  return make("tr", {},
    make("td", { class: "number" }, String(row.number)),
    make("td", {}, make("div", { class: "excerpt" }, row.text || "(empty)")),
    row.label === null ? make("td", { class: "unanswered", colspan: "3" }, row.problem) : make("td", { class: `label-${name}` }, row.label),
    ...(row.label === null ? [] : [make("td", { class: "number" }, percent(row.probability)), make("td", { class: "number" }, row.score.toFixed(4))]));
}
