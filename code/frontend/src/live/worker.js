// Python in a worker, which runs one cell after the other. An endless loop stops with the worker.
//
// It is told   {start: {runtime, lock, packages, sources}} first, then {run: {id, code, cell}} for each cell,
// and it says  {status}, {ready}, {failed: reason}, and for a cell {id, output}... and at last {id, end: {error, line}}.
import live_needed from "./needed.py";
import { Interpreter } from "./interpreter.js";
import live_kernel from "./kernel.py";
import live_parser from "../../../bookbuild/sources/imports.py";

let loading; // a promise: what the cells of the page import is there
let running; // the id of the cell that runs

const interpreter = new Interpreter(
  { live_kernel, live_parser, live_needed },
  {
    show: (output) => postMessage({ id: running, output }),
    say: (status) => postMessage({ status }),
  },
);

async function readLock(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  return answer.json();
}

async function start({ runtime, lock, packages, sources }) {
  if (typeof WebAssembly === "undefined") throw new Error("this browser has no WebAssembly");
  postMessage({ status: "Loading Python…" });
  const [{ loadPyodide }, content] = await Promise.all([
    import(new URL("pyodide.mjs", runtime).href),
    readLock(lock),
  ]);
  const fromLock = (name) => new URL(name, lock).href;
  await interpreter.start(loadPyodide, content, fromLock, { indexURL: runtime, packageBaseUrl: packages });
  // while the reader reads; a cell that needs nothing of it need not wait
  loading = interpreter.load(sources).then(() => postMessage({ ready: true }));
}

async function run({ id, code, cell }) {
  running = id;
  if (interpreter.needed([code]).length) await loading;
  await interpreter.load([code]);
  postMessage({ id, end: interpreter.run(code, cell) });
}

let queue = Promise.resolve();
addEventListener("message", ({ data }) => {
  queue = queue
    .then(() => (data.start ? start(data.start) : run(data.run)))
    .catch((error) => postMessage({ failed: String(error?.message ?? error) }));
});
