// Holds specifications to the JSON schemas of Vega-Lite and Vega as npm has them.
// node validate.mjs FOLDER SPECS.json: FOLDER is where package.json lies, SPECS.json an object of specifications by name. Prints a line a fault.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, file] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

// Compiling the great schema takes four times as long with what would make a thousand validations faster.
const ajv = new Ajv({ strict: false, inlineRefs: false, code: { optimize: false } });
addFormats(ajv);
ajv.addFormat("color-hex", /^#([0-9a-f]{3}|[0-9a-f]{6})$/i);
const validators = {
  "vega-lite": ajv.compile(read(join(folder, "node_modules/vega-lite/build/vega-lite-schema.json"))),
  vega: ajv.compile(read(join(folder, "node_modules/vega/build/vega-schema.json"))),
};

for (const [name, spec] of Object.entries(read(file))) {
  const [, language, version] = spec.$schema.match(/schema\/(vega|vega-lite)\/v(\d+)\.json$/);
  const installed = read(join(folder, `node_modules/${language}/package.json`)).version;
  if (!installed.startsWith(`${version}.`)) {
    console.log(`${name}: written for ${language} ${version}, and ${installed} is installed`);
  }
  if (!validators[language](spec)) {
    for (const fault of validators[language].errors.slice(0, 5)) {
      console.log(`${name}: ${fault.instancePath} ${fault.message}`);
    }
  }
}
