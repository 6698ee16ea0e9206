// The view of the models: which there are, and the card of each.
import { readCard, readCharts } from "./api.js";
import { makeCard } from "./modelcard.js";
import { byId, make, tell } from "./dom.js";

/** Gives what shows the view: it reads again each time, since a model may be replaced while the page is open. */
export function startModels(models) {
  let shown = null;

  const showCard = async (name) => {
    const place = byId("model-card");
    shown = name;
    for (const button of byId("model-list").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === name));
    }
    try {
      const [card, charts] = await Promise.all([readCard(name), readCharts(name)]);
      if (shown === name) {
        tell(byId("models-message"), "");
        place.replaceChildren(makeCard(card, charts));
      }
    } catch (problem) {
      if (shown === name) {
        tell(byId("models-message"), problem.message);
        place.replaceChildren();
      }
    }
  };

  return async () => {
    try {
      const list = await models();
      const buttons = list.models.map((model) => make("button", { type: "button", value: model.name, "aria-pressed": "false", on: { click: () => showCard(model.name) } },
        make("strong", {}, model.name), make("span", { class: "hint" }, model.name === list.default ? `${model.kind}, default` : model.kind)));
      byId("model-list").replaceChildren(...(list.models.length > 1 ? [make("div", { class: "model-list", role: "group", "aria-label": "Models" }, ...buttons)] : []));
      await showCard(list.models.some((model) => model.name === shown) ? shown : list.default);
    } catch (problem) {
      tell(byId("models-message"), problem.message);
    }
  };
}
