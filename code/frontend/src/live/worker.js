// Python in a worker: starts Pyodide and runs one cell after the other. An endless loop stops with the worker.
//
// It is told   {start: {runtime, lock, packages, sources}} first, then {run: {id, code, cell}} for each cell,
// and it says  {status}, {ready}, {failed: reason}, and for a cell {id, output}... and at last {id, end: {error, line}}.
import kernelSource from "./kernel.py";

const HOME = "/home/pyodide"; // where Pyodide looks for modules

let python;
let kernel;
let loading; // a promise: what the cells of the page import is there
let running; // the id of the cell that runs
const tried = new Set(); // modules that were looked for among the packages

// The lock of the site names its own files relative to itself; Pyodide would look beside the other packages.
async function readLock(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  const lock = await answer.json();
  for (const entry of Object.values(lock.packages)) {
    if (entry.file_name.startsWith("./")) entry.file_name = new URL(entry.file_name, answer.url).href;
  }
  return lock;
}

async function start({ runtime, lock, packages, sources }) {
  if (typeof WebAssembly === "undefined") throw new Error("this browser has no WebAssembly");
  postMessage({ status: "Loading Python…" });
  const [{ loadPyodide }, lockFileContents] = await Promise.all([
    import(new URL("pyodide.mjs", runtime).href),
    readLock(lock),
  ]);
  python = await loadPyodide({
    indexURL: runtime,
    packageBaseUrl: packages,
    lockFileContents,
    env: { HOME, MPLBACKEND: "module://live_kernel" },
  });
  python.FS.writeFile(`${HOME}/live_kernel.py`, kernelSource);
  kernel = python.pyimport("live_kernel");
  kernel.start((output) => postMessage({ id: running, output: output.toJs({ dict_converter: Object.fromEntries }) }));
  // while the reader reads; a cell that needs nothing of it need not wait
  loading = load(sources).then(() => postMessage({ ready: true }));
}

function needed(sources) {
  return kernel.needed(python.toPy(sources)).toJs();
}

// Load what code imports: first the book's package, whose modules then say what else.
async function load(sources) {
  for (;;) {
    const fresh = needed(sources).filter((name) => !tried.has(name));
    if (!fresh.length) return;
    for (const name of fresh) tried.add(name);
    const options = {
      messageCallback: (message) => message.startsWith("Loading ") && postMessage({ status: `${message}…` }),
      errorCallback: (message) => console.warn(message),
    };
    // what cannot be loaded fails where a cell imports it, with the line
    await python.loadPackagesFromImports(fresh.map((name) => `import ${name}`).join("\n"), options).catch(console.warn);
  }
}

async function run({ id, code, cell }) {
  running = id;
  if (needed([code]).length) await loading;
  await load([code]);
  const end = kernel.run(code, cell).toJs({ dict_converter: Object.fromEntries });
  postMessage({ id, end });
}

let queue = Promise.resolve();
addEventListener("message", ({ data }) => {
  queue = queue
    .then(() => (data.start ? start(data.start) : run(data.run)))
    .catch((error) => postMessage({ failed: String(error?.message ?? error) }));
});
