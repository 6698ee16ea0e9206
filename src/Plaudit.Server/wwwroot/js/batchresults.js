// The answers to a file: counts, accuracy where the file has labels, the histogram of scores, the first rows, and the file to save.
import { readScoreChart } from "./api.js";
import { makeChart } from "./charts.js";
import { make, makeTable } from "./dom.js";
import { count, duration, plural } from "./format.js";
import { makeResultTable } from "./resulttable.js";
import { bars, shownRows } from "./results.js";

/** Shows the results of one model, or of several side by side. */
export async function makeResults(fileName, all, seconds) {
  const [first] = all;
  const shown = first.count > shownRows ? `The first ${count(shownRows)} of ${count(first.count)} reviews; the CSV file holds all answers.` : `All ${plural(first.count, "review")}.`;
  const several = all.length > 1;
  // Charts draw themselves in the next frame: from here on nothing may be waited for.
  const histograms = await makeHistograms(all.filter(answered), several);
  return make("section", { class: "results", "aria-labelledby": "results-title" },
    make("h3", { id: "results-title", tabindex: "-1" }, fileName),
    make("p", { class: "hint" }, `${plural(first.count, "review")} scored by ${several ? `${all.length} models` : first.model} in ${duration(seconds)}.`),
    several ? makeComparison(all) : makeFigures(first),
    make("div", { class: "buttons" }, ...all.map((results) => makeDownload(fileName, results, several))),
    ...histograms,
    make("h4", {}, "Reviews"),
    make("p", { class: "hint" }, `${shown} Press a review to see what its words did.`),
    makeResultTable("Reviews and their answers", all));
}

const answered = (results) => results.positive + results.negative;
const part = (n, of) => (of === 0 ? "" : `${((100 * n) / of).toFixed(1)}\u00a0%`);

function makeFigures(results) {
  return make("dl", { class: "figures" },
    figure("Positive", count(results.positive), part(results.positive, answered(results)), "is-positive"),
    figure("Negative", count(results.negative), part(results.negative, answered(results)), "is-negative"),
    results.empty > 0 ? figure("Empty", count(results.empty), "not answered") : null,
    results.unusable > 0 ? figure("Unusable", count(results.unusable), "not answered") : null,
    results.truncated > 0 ? figure("Cut", count(results.truncated), "longer than the model reads") : null,
    results.labelled > 0 ? figure("Accuracy", part(results.right, results.labelled), right(results)) : null);
}

const right = (results) => `${count(results.right)} of ${plural(results.labelled, "label")}`;

const figure = (term, value, remark, name = "") => make("div", {}, make("dt", {}, term), make("dd", { class: name }, value, make("span", { class: "remark" }, remark)));

function makeComparison(all) {
  const labelled = all[0].labelled > 0;
  return makeTable("Models side by side",
    [{ title: "Model" }, ...["Positive", "Negative", "Not answered", ...(labelled ? ["Accuracy", "Right"] : [])].map((title) => ({ title, number: true }))],
    all.map((each) => [each.model, count(each.positive), count(each.negative), count(each.empty + each.unusable), ...(labelled ? [part(each.right, each.labelled), right(each)] : [])]));
}

function makeDownload(fileName, results, several) {
  const save = () => {
    const address = URL.createObjectURL(results.toCsv());
    make("a", { href: address, download: `${fileName.replace(/\.[^.]+$/, "")}${several ? `-${results.model}` : ""}-sentiment.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return make("button", { type: "button", class: "primary", id: several ? null : "download", on: { click: save } }, `Download the results${several ? ` of ${results.model}` : ""} as CSV`);
}

async function makeHistograms(all, several) {
  try {
    const chart = await readScoreChart();
    return all.map((results) => makeHistogram(structuredClone(chart), results, several));
  } catch (problem) {
    return [make("p", { class: "notice" }, `The histogram could not be drawn. ${problem.message}`)];
  }
}

function makeHistogram(chart, results, several) {
  chart.spec.data.values.forEach((bar, i) => (bar.count = results.histogram[i]));
  chart.numbers.rows.forEach((row, i) => (row[row.length - 1] = count(results.histogram[i])));
  console.assert(chart.numbers.rows.length === bars);
  return makeChart(several ? { ...chart, title: `${chart.title}: ${results.model}` } : chart);
}
