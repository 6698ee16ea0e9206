// Asks for the key of a service that wants one.
import { byId } from "./dom.js";

/** Shows the dialog. Resolves to the key, or to null when the reader does without. */
export function askForKey(refused) {
  const dialog = byId("key-dialog");
  const input = byId("key");
  byId("key-text").textContent = refused
    ? "That key was not accepted. Look for a mistyped letter, or ask the operator of the service."
    : "Ask the operator of the service for one. It is kept until you close this page.";
  input.value = "";
  byId("key-cancel").onclick = () => dialog.close("");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "use" ? input.value : null), { once: true });
  });
}
