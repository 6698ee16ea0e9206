// The view of many reviews: a file is looked at, scored bit by bit, and its answers are shown and saved.
import { makeResults } from "./batchresults.js";
import { byId, make, tell } from "./dom.js";
import { bytes, count, duration, plural } from "./format.js";
import { formats, inspect, reviewsOf } from "./layout.js";
import { Results } from "./results.js";
import { scoreAll } from "./scoring.js";

const previewRows = 3;

export function startBatch(models) {
  const input = byId("file");
  const drop = byId("drop");
  let underWay = new AbortController();

  const choose = async (file) => {
    underWay.abort();
    underWay = new AbortController();
    const { signal } = underWay;
    clear("batch-setup", "batch-progress", "batch-results", "batch-message");
    try {
      const [layout, list] = [await inspect(file), await models()];
      if (!signal.aborted) {
        byId("batch-setup").replaceChildren(makeSetup(file, layout, list, (chosen) => run(file, layout, chosen, signal)));
        byId("start").focus();
      }
    } catch (problem) {
      tell(byId("batch-message"), problem.message);
    }
  };

  const run = async (file, layout, models, signal) => {
    clear("batch-setup", "batch-message");
    const all = models.map((model) => new Results(model));
    const [results] = all;
    const progress = makeProgress(file, () => underWay.abort());
    byId("batch-progress").replaceChildren(progress.element);
    byId("stop").focus();
    byId("batch-status").textContent = `Scoring ${file.name}.`;
    let message = "";
    try {
      await scoreAll(reviewsOf(file, layout, progress.read), models, signal, (rows, answers) => {
        all.forEach((ofModel, m) => rows.forEach((row, i) => ofModel.add(row, answers[m][i])));
        progress.show(all);
      });
    } catch (problem) {
      message = signal.aborted ? `Stopped after ${plural(results.count, "review")}.` : `Stopped after ${plural(results.count, "review")}. ${problem.message}`;
    }
    if (signal !== underWay.signal) {
      return;
    }
    clear("batch-progress");
    tell(byId("batch-message"), message);
    if (results.count > 0) {
      byId("batch-results").replaceChildren(await makeResults(file.name, all, progress.seconds()));
    } else if (message === "") {
      tell(byId("batch-message"), "There is no review in this file.");
    }
    byId("batch-status").textContent = `Done: ${plural(results.count, "review")}. ${told(all)}.`;
    byId("results-title")?.focus();
  };

  input.addEventListener("change", () => {
    if (input.files.length > 0) {
      choose(input.files[0]);
      // The same file may be chosen again.
      input.value = "";
    }
  });

  // A file that misses the frame must not take the browser away from the page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
      }
    });
  }
  drop.addEventListener("dragover", () => drop.classList.add("is-over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("is-over");
    const files = [...event.dataTransfer.files];
    if (files.length === 1) {
      choose(files[0]);
    } else {
      tell(byId("batch-message"), "Drop one file at a time.");
    }
  });
}

/** How many reviews each model calls positive and negative. */
const told = (all) => all.map((each) => `${all.length > 1 ? `${each.model}: ` : ""}${count(each.positive)} positive, ${count(each.negative)} negative`).join("; ");

const clear = (...places) => places.forEach((place) => byId(place).replaceChildren());

/** What was found in the file, what can be changed about it, and the button that starts. */
function makeSetup(file, layout, list, start) {
  const preview = make("ul", { class: "preview" });
  const showPreview = () => preview.replaceChildren(...layout.sample.slice(0, previewRows).map((row) => make("li", {}, make("div", { class: "excerpt" }, row[layout.column ?? 0] || "(empty)"))));
  const column = make("select", { id: "column", on: { change: () => { layout.column = column.selectedIndex; showPreview(); } } },
    ...layout.columns.map((name, i) => make("option", { selected: i === layout.column }, name || `Column ${i + 1}`)));
  const model = make("select", { id: "batch-model" }, ...list.models.map((each) => make("option", { value: each.name, selected: each.name === list.default }, each.name)));
  const labels = make("select", { id: "labels", on: { change: () => (layout.labels = labels.selectedIndex === 0 ? null : labels.selectedIndex - 1) } },
    make("option", { selected: layout.labels === null }, "no column"), ...layout.columns.map((name, i) => make("option", { selected: i === layout.labels }, name || `Column ${i + 1}`)));
  const beside = make("input", { type: "checkbox", id: "batch-compare" });
  const chosen = () => [model.value, ...(beside.checked ? list.models.map((each) => each.name).filter((name) => name !== model.value) : [])];
  showPreview();
  return make("form", { class: "setup", on: { submit: (event) => { event.preventDefault(); start(chosen()); } } },
    make("h3", {}, file.name),
    make("p", { class: "hint" }, `${formats[layout.format]}, ${bytes(file.size)}`),
    make("div", { class: "choices" },
      ...(layout.columns.length > 1 ? [make("label", { for: "column" }, "Reviews are in"), column, make("label", { for: "labels" }, "Labels are in"), labels] : []),
      ...(list.models.length > 1 ? [make("label", { for: "batch-model" }, "Model"), model, make("label", { class: "check" }, beside, " Compare with the others")] : [])),
    make("p", { class: "hint" }, "It begins with:"),
    preview,
    make("div", { class: "buttons" }, make("button", { type: "submit", class: "primary", id: "start" }, "Score the reviews")));
}

function makeProgress(file, stop) {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const bar = make("progress", { max: "1", value: "0", "aria-label": `Progress of ${file.name}` });
  const counts = make("p", { class: "counts" }, "Reading …");
  const left = make("p", { class: "hint" }, "");
  let read = 0;
  return {
    element: make("div", { class: "running" }, make("h3", {}, `Scoring ${file.name}`), bar, counts, left,
      make("div", { class: "buttons" }, make("button", { type: "button", id: "stop", on: { click: stop } }, "Stop"))),
    read: (soFar) => (read = soFar),
    seconds,
    show: (all) => {
      const [results] = all;
      // Reading is a little ahead of scoring; the end is told by the results themselves.
      const done = Math.min(read / file.size, 0.99);
      bar.value = done;
      counts.textContent = `${plural(results.count, "review")} scored: ${told(all)}`;
      const rate = results.count / seconds();
      left.textContent = `${count(Math.round(rate))} reviews per second${seconds() > 2 ? `, about ${duration((seconds() * (1 - done)) / done)} left` : ""}`;
    },
  };
}
