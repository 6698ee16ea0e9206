// Talks only to the service that this page came from.

/** What went wrong, in words for a person. */
export class ServiceError extends Error {
  constructor(message, { status = 0, retryAfter = null } = {}) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

// The key stays in this variable: neither the browser's storage nor a cookie sees it.
let key = null;
let askForKey = async () => null;
let asking = null;

/** Sets what asks the reader for a key: given whether one was refused, it resolves to another one, or to null. */
export function onKeyWanted(ask) {
  askForKey = ask;
}

export const listModels = () => getJson("models");
export const readCard = (model) => getJson(`models/${encodeURIComponent(model)}`);
export const readCharts = (model) => getJson(`charts/models/${encodeURIComponent(model)}`);
export const readScoreChart = async () => (await getJson("charts/scores"))[0];
export const predict = (review, model, signal) => postJson("predict", { review, model }, signal);
export const explain = (review, model, signal) => postJson("explain", { review, model }, signal);

/** Sends reviews as lines of JSON, and gives the answers in their order. */
export async function predictLines(reviews, model, signal) {
  const body = reviews.map((review) => `${JSON.stringify(review.toWellFormed?.() ?? review)}\n`).join("");
  const response = await send(`predict/batch?model=${encodeURIComponent(model)}`, { method: "POST", headers: { "Content-Type": "application/x-ndjson" }, body, signal });
  const lines = (await read(() => response.text())).split("\n").filter((line) => line.length > 0);
  if (lines.length !== reviews.length) {
    throw new ServiceError("The service stopped in the middle of its answer. Try again.");
  }
  return lines.map((line) => JSON.parse(line));
}

async function getJson(path) {
  const response = await send(path, { headers: { Accept: "application/json" } });
  return read(() => response.json());
}

async function postJson(path, body, signal) {
  body.review = body.review.toWellFormed?.() ?? body.review;
  const response = await send(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  return read(() => response.json());
}

async function send(path, options) {
  for (;;) {
    const used = key;
    const headers = used === null ? options.headers : { ...options.headers, "X-Api-Key": used };
    const response = await read(() => fetch(path, { ...options, headers }));
    if (response.ok) {
      return response;
    }
    if (response.status !== 401) {
      throw await problemOf(response);
    }
    if (used === key) {
      // Requests at the same time wait for one and the same question.
      asking ??= askForUsableKey(used !== null).finally(() => (asking = null));
      const given = await asking;
      if (given === null) {
        throw new ServiceError("This service answers only with a key.", { status: 401 });
      }
      key = given;
    }
  }
}

/** A header takes no other characters: a key that holds some is refused before it is sent. */
async function askForUsableKey(refused) {
  for (;;) {
    const given = await askForKey(refused);
    if (given === null || /^[\x21-\x7e]+$/.test(given)) {
      return given;
    }
    refused = true;
  }
}

/** A connection that breaks is a TypeError to fetch, without a word on why. */
async function read(answer) {
  try {
    return await answer();
  } catch (problem) {
    if (problem.name === "AbortError") {
      throw problem;
    }
    throw new ServiceError("The service cannot be reached. See whether it still runs, then try again.");
  }
}

/** Problem details (RFC 9457) as an error. */
async function problemOf(response) {
  let detail = "";
  try {
    detail = (await response.json()).detail ?? "";
  } catch {
    // A proxy's own page, perhaps: the status must do.
  }
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const message = detail === "" ? `The service answered with status ${response.status}. Try again later.` : sentence(detail);
  return new ServiceError(message, { status: response.status, retryAfter: Number.isNaN(seconds) ? null : seconds });
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
