// Brings the page to life: three views, and the models that all of them know.
import { listModels, onKeyWanted } from "./api.js";
import { startBatch } from "./batch.js";
import { askForKey } from "./keydialog.js";
import { startModels } from "./models.js";
import { startReview } from "./review.js";
import { startTabs } from "./tabs.js";

onKeyWanted(askForKey);

// Requested once; after a failure, again when next needed.
let known = null;
const models = () => (known ??= listModels().catch((problem) => {
  known = null;
  throw problem;
}));

startReview(models);
startBatch(models);
const showModels = startModels(models);
startTabs(document.querySelector("[role=tablist]"), (name) => name === "models" && showModels());
document.documentElement.dataset.ready = "true";
