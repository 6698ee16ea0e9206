// Charts, drawn by Vega from the specifications that the reports use. The scripts are large: they load when the first chart is wanted.
import { make, makeTable } from "./dom.js";

let loading = null;

function loadVega() {
  loading ??= new Promise((resolve, reject) => {
    const script = make("script", { src: "charts/vega.js", on: {
      load: resolve,
      error: () => {
        loading = null;
        reject(new Error("The scripts that draw charts could not be loaded."));
      },
    } });
    document.head.append(script);
  });
  return loading;
}

/** Makes a figure from `{ title, caption, spec, numbers }`. It draws itself once it is on the page. */
export function makeChart(chart) {
  const drawing = make("div", { class: "chart-drawing", role: "img", "aria-label": chart.spec.description });
  const columns = chart.numbers.columns.map((title, i) => ({ title, number: i > 0 }));
  const figure = make("figure", { class: "chart" },
    make("figcaption", {}, make("h4", {}, chart.title), chart.caption ? make("p", {}, chart.caption) : null),
    drawing,
    make("details", { class: "numbers" }, make("summary", {}, "Numbers"), makeTable(`${chart.title}: numbers`, columns, chart.numbers.rows)));
  // Its width is that of its place, which it has from the next frame on.
  requestAnimationFrame(() => draw(drawing, chart.spec));
  return figure;
}

async function draw(drawing, spec) {
  const refuse = () => Promise.reject(new Error("charts load nothing"));
  try {
    await loadVega();
    await vegaEmbed(drawing, spec, {
      renderer: "svg",
      actions: false,
      logLevel: vega.Error,
      // The page's policy forbids what these would insert, and evaluating text as code.
      ast: true,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
    });
    drawing.dataset.drawn = "true";
  } catch (problem) {
    drawing.textContent = `This chart could not be drawn. ${problem.message}`;
    drawing.classList.add("failed");
  }
}
