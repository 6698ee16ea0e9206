// The answers to a file: counts, the histogram of scores, the first rows, and the file to save.
import { readScoreChart } from "./api.js";
import { makeChart } from "./charts.js";
import { make } from "./dom.js";
import { count, duration, plural } from "./format.js";
import { makeResultTable } from "./resulttable.js";
import { bars, shownRows } from "./results.js";

export async function makeResults(fileName, model, results, seconds) {
  const answered = results.positive + results.negative;
  const part = (n) => (answered === 0 ? "" : `${((100 * n) / answered).toFixed(1)}\u00a0%`);
  const shown = results.count > shownRows ? `The first ${count(shownRows)} of ${count(results.count)} reviews; the CSV file holds all answers.` : `All ${plural(results.count, "review")}.`;
  return make("section", { class: "results", "aria-labelledby": "results-title" },
    make("h3", { id: "results-title", tabindex: "-1" }, fileName),
    make("p", { class: "hint" }, `${plural(results.count, "review")} scored by ${model} in ${duration(seconds)}.`),
    make("dl", { class: "figures" },
      figure("Positive", count(results.positive), part(results.positive), "is-positive"),
      figure("Negative", count(results.negative), part(results.negative), "is-negative"),
      results.empty > 0 ? figure("Empty", count(results.empty), "not answered") : null,
      results.unusable > 0 ? figure("Unusable", count(results.unusable), "not answered") : null,
      results.truncated > 0 ? figure("Cut", count(results.truncated), "longer than the model reads") : null),
    make("div", { class: "buttons" }, makeDownload(fileName, results)),
    answered > 0 ? await makeHistogram(results) : null,
    make("h4", {}, "Reviews"),
    make("p", { class: "hint" }, shown),
    makeResultTable("Reviews and their answers", results.rows));
}

const figure = (term, value, remark, name = "") => make("div", {}, make("dt", {}, term), make("dd", { class: name }, value, make("span", { class: "remark" }, remark)));

function makeDownload(fileName, results) {
  const save = () => {
    const address = URL.createObjectURL(results.toCsv());
    make("a", { href: address, download: `${fileName.replace(/\.[^.]+$/, "")}-sentiment.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return make("button", { type: "button", class: "primary", id: "download", on: { click: save } }, "Download the results as CSV");
}

async function makeHistogram(results) {
  try {
    const chart = await readScoreChart();
    chart.spec.data.values.forEach((bar, i) => (bar.count = results.histogram[i]));
    chart.numbers.rows.forEach((row, i) => (row[row.length - 1] = count(results.histogram[i])));
    console.assert(chart.numbers.rows.length === bars);
    return makeChart(chart);
  } catch (problem) {
    return make("p", { class: "notice" }, `The histogram could not be drawn. ${problem.message}`);
  }
}
