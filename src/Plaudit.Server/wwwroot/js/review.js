// The view of one review: its text, the verdict of one model or of all, and its words.
import { explain, predict } from "./api.js";
import { byId, make, tell } from "./dom.js";
import { negativeExample, positiveExample } from "./examples.js";
import { plural } from "./format.js";
import { makeVerdict } from "./verdict.js";
import { makeWords } from "./words.js";

export function startReview(models) {
  const form = byId("review-form");
  const text = byId("review");
  const select = byId("model");
  const nothingYet = byId("verdict").firstElementChild;
  let underWay = null;

  const countText = () => {
    const words = text.value.match(/\S+/gu)?.length ?? 0;
    byId("counter").textContent = `${plural([...text.value].length, "character")}, ${plural(words, "word")}`;
  };

  const stop = () => {
    underWay?.abort();
    underWay = new AbortController();
    form.classList.remove("is-busy");
    byId("words").setAttribute("aria-busy", "false");
    return underWay.signal;
  };

  const show = (verdicts, words, message = "") => {
    byId("verdict").replaceChildren(...verdicts);
    byId("words").replaceChildren(...words);
    tell(byId("review-message"), message);
  };

  const analyze = async () => {
    const signal = stop();
    const review = text.value;
    if (review.trim() === "") {
      show([nothingYet], [], "Write or paste a review first, or try an example.");
      text.focus();
      return;
    }
    byId("words").setAttribute("aria-busy", "true");
    form.classList.add("is-busy");
    try {
      const list = await models();
      const chosen = select.value || list.default;
      const names = list.models.length > 1 && byId("compare").checked ? list.models.map((model) => model.name) : [chosen];
      const answers = await Promise.all(names.map((name) => predict(review, name, signal)));
      if (!signal.aborted) {
        await showAnswers(review, answers, chosen, signal);
      }
    } catch (problem) {
      if (!signal.aborted) {
        show([nothingYet], [], problem.message);
      }
    } finally {
      if (!signal.aborted) {
        form.classList.remove("is-busy");
        byId("words").setAttribute("aria-busy", "false");
      }
    }
  };

  const showAnswers = async (review, answers, chosen, signal) => {
    if (answers.length === 1) {
      show([makeVerdict(answers[0])], [make("p", { class: "waiting" }, "Weighing the words …")]);
    } else {
      show([makeComparison(answers)], [makeWordChoice(answers, chosen, (name) => showWords(review, name, signal)), make("p", { class: "waiting" }, "Weighing the words …")]);
    }
    await showWords(review, chosen, signal);
  };

  const showWords = async (review, model, signal) => {
    const place = byId("words");
    const wanted = () => !signal.aborted && (place.querySelector(".word-choice input:checked")?.value ?? model) === model;
    try {
      const words = makeWords(review, await explain(review, model, signal));
      if (wanted()) {
        place.lastElementChild.replaceWith(words);
      }
    } catch (problem) {
      // The verdict is valid without the words.
      if (wanted()) {
        place.lastElementChild.replaceWith(make("p", { class: "notice" }, `The words could not be weighed. ${problem.message}`));
      }
    }
  };

  const tryExample = (example) => {
    text.value = example;
    countText();
    return analyze();
  };

  const clear = () => {
    stop();
    text.value = "";
    countText();
    show([nothingYet], []);
    text.focus();
  };

  text.addEventListener("input", countText);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      analyze();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    analyze();
  });
  byId("try-positive").addEventListener("click", () => tryExample(positiveExample()));
  byId("try-negative").addEventListener("click", () => tryExample(negativeExample()));
  byId("clear").addEventListener("click", clear);
  countText();
  offerModels(models);
}

/** Where there are several models: which one, and whether the others answer as well. */
async function offerModels(models) {
  try {
    const list = await models();
    byId("model").replaceChildren(...list.models.map((model) => make("option", { value: model.name, selected: model.name === list.default }, model.name)));
    byId("model-choice").hidden = list.models.length < 2;
  } catch (problem) {
    tell(byId("review-message"), problem.message);
  }
}

function makeComparison(answers) {
  const positive = answers.filter((answer) => answer.label === "Positive").length;
  const unanimous = positive === 0 || positive === answers.length;
  const summary = unanimous ? `${answers.length === 2 ? "Both" : `All ${answers.length}`} models say ${answers[0].label.toLowerCase()}.` : `The models disagree: ${positive} of ${answers.length} ${positive === 1 ? "says" : "say"} positive.`;
  return make("div", {}, make("p", { class: "summary" }, summary), make("div", { class: "comparison" }, ...answers.map((answer) => makeVerdict(answer, { compared: true }))));
}

function makeWordChoice(answers, chosen, show) {
  return make("fieldset", { class: "word-choice" }, make("legend", {}, "Words as seen by"), ...answers.map((answer) => make("label", { class: "check" },
    make("input", { type: "radio", name: "words-of", value: answer.model, checked: answer.model === chosen, on: { change: () => show(answer.model) } }), ` ${answer.model}`)));
}
