// The Python of a page: Pyodide, the packages that its cells import, and one namespace for all of them. The page's
// worker runs it, and so does `tests/support/run_cells.mjs`, which checks in Node what chapters show here.

const HOME = "/home/pyodide"; // where Pyodide looks for modules

// Reject when the browser does not make Pyodide's program ready to run: no memory, no connection, an old WebAssembly.
// Pyodide only writes that to the console, and waits for ever.
function whenRefused() {
  return new Promise((_, reject) => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...parts) => {
        const made = original.apply(WebAssembly, parts);
        made.catch(reject);
        return made;
      };
    }
  });
}

export class Interpreter {
  // `modules` are the sources of the Python half: {live_kernel, live_parser, live_needed}. `show` gets each output of the
  // cell that runs, and `say` what is being loaded.
  constructor(modules, { show, say }) {
    this.modules = modules;
    this.show = show;
    this.say = say;
    this.tried = new Set(); // modules that were looked for among the packages
  }

  // Start Pyodide with its own options and the lock of the site. That names files of the site relative to itself, where
  // Pyodide would look beside the other packages: `fromLock` gives their addresses.
  async start(loadPyodide, lock, fromLock, options) {
    const failure = whenRefused();
    for (const entry of Object.values(lock.packages)) {
      if (entry.file_name.startsWith("./")) entry.file_name = fromLock(entry.file_name);
    }
    const python = loadPyodide({
      ...options,
      lockFileContents: lock,
      env: { HOME, MPLBACKEND: "module://live_kernel" },
    });
    this.python = await Promise.race([python, failure]);
    for (const [name, source] of Object.entries(this.modules)) this.python.FS.writeFile(`${HOME}/${name}.py`, source);
    this.kernel = this.python.pyimport("live_kernel");
    this.imports = this.python.pyimport("live_needed");
    this.kernel.start((output) => this.show(output.toJs({ dict_converter: Object.fromEntries })));
  }

  // Name what code imports and what is not there yet.
  needed(sources) {
    return this.imports.needed(this.python.toPy(sources)).toJs();
  }

  // Load what code imports: first the book's package, whose modules then say what else.
  async load(sources) {
    for (;;) {
      const fresh = this.needed(sources).filter((name) => !this.tried.has(name));
      if (!fresh.length) return;
      for (const name of fresh) this.tried.add(name);
      const options = {
        messageCallback: (message) => message.startsWith("Loading ") && this.say(`${message}…`),
        errorCallback: (message) => console.warn(message),
      };
      // what cannot be loaded fails where a cell imports it, with the line
      const imports = fresh.map((name) => `import ${name}`).join("\n");
      await this.python.loadPackagesFromImports(imports, options).catch(console.warn);
    }
  }

  // Run the code of a cell, whose packages are loaded; `cell` is its name in tracebacks. Returns {} or {error, line}.
  run(code, cell) {
    return this.kernel.run(code, cell).toJs({ dict_converter: Object.fromEntries });
  }
}
