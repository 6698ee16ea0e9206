// A model's card: what it is, how well it did, how it was trained.
import { makeChart } from "./charts.js";
import { make, makeFacts, makeTable } from "./dom.js";
import { count, date, duration, share } from "./format.js";

/** Makes the card of what `GET /models/NAME` tells, with its charts. */
export function makeCard(card, charts) {
  // A run's folder says more than the model file alone.
  const figures = card.evaluation ?? card.metrics ?? null;
  return make("article", { class: "card", "aria-labelledby": "card-title" },
    make("h3", { id: "card-title" }, card.name),
    card.description ? make("p", { class: "description" }, card.description) : null,
    card.reloadError ? make("p", { class: "notice" }, `Its file was replaced by one that cannot be used, so the model from before still serves. ${card.reloadError}`) : null,
    figures === null ? make("p", { class: "nothing-yet" }, "The model's file says nothing about how well it does.") : makeFigures(figures),
    makeCharts(card, charts),
    make("h4", {}, "About"),
    makeFacts(facts(card, figures)),
    ...(card.layers === undefined ? [] : [
      make("h4", {}, "Layers"),
      makeTable("Layers", [{ title: "Layer" }, { title: "Output shape" }, { title: "Weights", number: true }], card.layers.map((layer) => [layer.name, layer.outputShape, count(layer.parameters)])),
    ]),
    make("details", { class: "recipe" }, make("summary", {}, "Recipe"), make("pre", { tabindex: "0", role: "region", "aria-label": "Recipe as JSON" }, JSON.stringify(card.recipe, null, 2))));
}

function makeFigures(figures) {
  const right = figures.confusion.truePositive + figures.confusion.trueNegative;
  const of = [
    ["Accuracy", figures.accuracy, `${count(right)} of ${count(figures.count)} right`],
    ["ROC AUC", figures.rocAuc, figures.rocAuc === null ? "one class only" : ""],
    ["F1", figures.f1, "of positive"],
    ["Precision", figures.precision, "of positive"],
    ["Recall", figures.recall, "of positive"],
    ["Log loss", figures.logLoss, "nats"],
  ];
  return make("dl", { class: "figures" }, ...of.map(([term, value, remark]) => make("div", {}, make("dt", {}, term), make("dd", {}, share(value), make("span", { class: "remark" }, remark)))));
}

function makeCharts(card, charts) {
  return make("div", {}, make("div", { class: "charts" }, ...charts.map(makeChart)), ...absent(card, charts).map((text) => make("p", { class: "hint" }, text)));
}

/** Why there is no chart where one might be expected. */
function absent(card, charts) {
  const texts = [];
  if (card.kind === "network" && card.history === undefined) {
    // Only a file of a reader's own has a folder around it that could be served.
    texts.push(card.written
      ? "Learning curves lie in the folder of a training run: serve the folder, not the model file alone, to see them."
      : "No learning curves were recorded with this model.");
  }
  if (!charts.some((chart) => chart.title === "ROC curve")) {
    texts.push("No ROC curve was recorded with this model.");
  }
  return texts;
}

function facts(card, figures) {
  return [
    ["Kind", card.kind === "network" ? "neural network" : card.kind],
    ["Recipe", card.recipe.name],
    ["Weights", count(card.parameters)],
    ["Vocabulary", card.vocabulary === undefined ? null : `${count(card.vocabulary)} token ids`],
    ["Reads at most", card.recipe.text?.maxLength ? `${count(card.recipe.text.maxLength)} tokens of a review` : null],
    ["Trained on", card.data ?? null],
    ["Evaluated on", figures === null ? null : `${count(figures.count)} reviews${figures.split ? `: ${figures.split}` : ""}`],
    ["Training took", figures?.trainSeconds ? duration(figures.trainSeconds) : null],
    ["Epochs", card.history === undefined ? null : count(card.history.length)],
    // The model that comes with Plaudit has no file of its own, and no date.
    ["File", card.file ? `${card.file}${card.written ? `, written ${date(card.written)}` : ""}` : null],
    ["Loaded", date(card.loaded)],
    ["Version", card.version],
    ["Made by", `Plaudit ${card.plauditVersion}`],
  ];
}
