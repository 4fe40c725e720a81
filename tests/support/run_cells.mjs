// Run the cells of a page of the built site in Pyodide, as the page's worker does: `node run_cells.mjs SITE PAGE`.
// Prints, as JSON, a list with for each cell what it showed and how it ended: {outputs, end}. A cell that needs what no
// browser has did not run: it is null.
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Interpreter } from "../../code/frontend/src/live/interpreter.js";

const [folder, page] = process.argv.slice(2);
const site = resolve(folder);

const readJson = async (path) => JSON.parse(await readFile(join(site, path), "utf8"));
const source = (name) => readFile(new URL(`../../code/${name}`, import.meta.url), "utf8");

const { cells } = await readJson(`live/cells/${page}.json`);
const { runtime, lock, packages } = await readJson("live/settings.json");
const { loadPyodide } = await import(pathToFileURL(join(site, runtime, "pyodide.mjs")).href);

let outputs; // of the cell that runs
const interpreter = new Interpreter(
  {
    live_kernel: await source("frontend/src/live/kernel.py"),
    live_parser: await source("bookbuild/sources/imports.py"),
    live_needed: await source("frontend/src/live/needed.py"),
  },
  { show: (output) => outputs.push(output), say: () => {} },
);
const fromLock = (name) => join(site, dirname(lock), name);
await interpreter.start(loadPyodide, await readJson(lock), fromLock, {
  indexURL: join(site, runtime),
  packageBaseUrl: join(site, packages),
  stdout: console.warn, // of what is written past Python: this script prints its answer alone
});
await interpreter.load(cells.map(({ source }) => source));

const answer = [];
for (const [index, { source, cannot }] of cells.entries()) {
  if (cannot.length) {
    answer.push(null);
    continue;
  }
  outputs = [];
  try {
    await interpreter.load([source]);
    answer.push({ outputs, end: interpreter.run(source, `cell ${index}`) });
  } catch (error) {
    throw new Error(`Python broke off (${error.message}) in this cell:\n${source}`);
  }
}
process.stdout.write(JSON.stringify(answer));
