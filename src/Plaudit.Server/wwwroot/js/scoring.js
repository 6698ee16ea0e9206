// Sends reviews to the service, group by group. Browsers cannot stream a request's body over HTTP/1.1, so each group is a request of bounded size; two are
// under way at a time, so that the service does not wait for the file. What this page holds at once is one piece of the file and two groups.
import { predictLines } from "./api.js";

const groupReviews = 512;
const groupCharacters = 1 << 18;
const underWay = 2;
const patience = 20;

/**
 * Scores rows `{ text, error }` by one model or several. `onAnswers(rows, answers)` is called for each group, in the file's order; `answers` holds one list per model,
 * and an answer is the service's, or `{ error }`.
 */
export async function scoreAll(lists, models, signal, onAnswers) {
  const waiting = [];
  const settle = async () => {
    const { group, answers } = waiting.shift();
    onAnswers(group, (await answers).map((ofModel) => merge(group, ofModel)));
  };
  for await (const group of groupsOf(lists)) {
    signal.throwIfAborted();
    if (waiting.length === underWay) {
      await settle();
    }
    const texts = group.filter((row) => row.text !== null).map((row) => row.text);
    const answers = Promise.all(models.map((model) => send(texts, model, signal)));
    // Its awaiter gets the failure.
    answers.catch(() => {});
    waiting.push({ group, answers });
  }
  while (waiting.length > 0) {
    await settle();
  }
}

async function* groupsOf(lists) {
  let group = [];
  let characters = 0;
  for await (const list of lists) {
    for (const row of list) {
      const length = row.text?.length ?? 0;
      if (group.length === groupReviews || (group.length > 0 && characters + length > groupCharacters)) {
        yield group;
        [group, characters] = [[], 0];
      }
      group.push(row);
      characters += length;
    }
  }
  if (group.length > 0) {
    yield group;
  }
}

/** Rows without a text keep their place. */
function merge(group, answers) {
  let next = 0;
  return group.map((row) => (row.text !== null ? answers[next++] : { error: row.error }));
}

/** A service that is busy asks to come again. */
async function send(reviews, model, signal) {
  if (reviews.length === 0) {
    return [];
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await predictLines(reviews, model, signal);
    } catch (problem) {
      if (![429, 503].includes(problem.status) || attempt === patience) {
        throw problem;
      }
      await pause((problem.retryAfter ?? 1) * 1000, signal);
    }
  }
}

const pause = (milliseconds, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});
