// Draws every chart of the page from the specification beside it, and offers it as an SVG file.
(async () => {
  "use strict";
  // Word clouds try random places: the same ones each time.
  vega.setRandom(vega.randomLCG(1));
  const refuse = () => Promise.reject(new Error("a report loads nothing"));
  const options = {
    renderer: "svg",
    // No warning for an axis without data: the chart shows it.
    logLevel: vega.Error,
    actions: false,
    // The page's policy forbids what these would insert, and evaluating text as code.
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
  };

  const save = async (view, link) => {
    const address = URL.createObjectURL(new Blob([await view.toSVG()], { type: "image/svg+xml" }));
    const download = document.createElement("a");
    download.href = address;
    download.download = link.download;
    download.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  const draw = async (figure) => {
    const drawing = figure.querySelector(".chart-drawing");
    if (drawing === null) {
      return;
    }
    try {
      const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
      const { view } = await vegaEmbed(drawing, spec, options);
      const link = figure.querySelector(".save");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        save(view, link);
      });
      link.hidden = false;
    } catch (problem) {
      drawing.textContent = `This chart could not be drawn: ${problem.message}`;
      drawing.classList.add("failed");
      console.error(figure.id, problem);
    }
  };

  // On paper nothing can be unfolded.
  const folded = [...document.querySelectorAll("section > details")].filter((details) => !details.open);
  addEventListener("beforeprint", () => folded.forEach((details) => (details.open = true)));
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)));

  for (const figure of document.querySelectorAll("figure.chart")) {
    await draw(figure);
  }

  document.documentElement.dataset.charts = "drawn";
})();
