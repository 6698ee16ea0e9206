// Elements without a framework. Whatever comes from a review or a file becomes text, never markup.

export const byId = (id) => document.getElementById(id);

/** Makes an element. Properties are attributes; one that is false or null is left out, and `on` holds listeners. Texts and elements follow. */
export function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  for (const [event, listener] of Object.entries(on)) {
    element.addEventListener(event, listener);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A table. Columns are `{ title, number }`; the first cell of a row is its heading. */
export function makeTable(caption, columns, rows) {
  const cell = (text, i) => make(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: columns[i].number ? "number" : null }, text);
  return make("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {},
      make("caption", { class: "unseen" }, caption),
      make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", { scope: "col", class: column.number ? "number" : null }, column.title)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell))))));
}

/** Terms and what there is to say of them; pairs whose value is null are left out. */
export const makeFacts = (pairs) => make("dl", { class: "facts" },
  ...pairs.filter(([, value]) => value !== null && value !== undefined && value !== "").flatMap(([term, value]) => [make("dt", {}, term), make("dd", {}, value)]));

/** Shows a message, or takes it away. */
export function tell(place, message) {
  place.replaceChildren(...(message ? [make("p", { class: "notice" }, message)] : []));
}
