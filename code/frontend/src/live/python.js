// The page's side of the Python that runs in a worker: one worker at a time, which is ended to stop what it does.
/* global WORKER */

const SITE = new URL("../../", import.meta.url);

export class Python {
  // `settings` are those of the site (bookbuild.browser.live); `say` shows a message to the reader.
  constructor(settings, sources, say) {
    this.settings = settings;
    this.sources = sources;
    this.say = say;
    this.generation = 0; // how often Python was started
    this.asked = 0; // how many cells were sent to it
  }

  start() {
    const { runtime, lock, packages } = this.settings;
    this.generation += 1;
    this.waiting = new Map();
    this.failed = this.started = false;
    this.hasRun = false; // whether this Python has run a cell: how that ended is not talked over
    try {
      this.worker = new Worker(new URL(WORKER, import.meta.url), { type: "module" });
    } catch (error) {
      this.fail(`the browser allows no worker (${error.message})`);
      return;
    }
    const worker = this.worker;
    const mine = (action) => (event) => worker === this.worker && action(event);
    worker.addEventListener("message", mine(({ data }) => this.hear(data)));
    worker.addEventListener("error", mine(({ message }) => this.fail(message || "the browser did not start its worker")));
    const [runtimeUrl, lockUrl, packagesUrl] = [runtime, lock, packages].map((path) => new URL(path, SITE).href);
    worker.postMessage({
      start: { runtime: runtimeUrl, lock: lockUrl, packages: packagesUrl, sources: this.sources },
    });
  }

  hear(data) {
    const cell = this.waiting.get(data.id);
    if (data.failed) this.fail(data.failed);
    if (data.status && (this.isBusy || !this.hasRun)) this.say(data.status);
    if (data.ready) {
      this.started = true;
      if (!this.hasRun) this.say("Python is ready.");
    }
    if (data.output) cell?.show(data.output);
    if (data.end) {
      this.hasRun = true;
      this.waiting.delete(data.id);
      cell?.finish(data.end);
    }
  }

  fail(reason) {
    this.failed = true;
    this.end({ failed: true });
    const memory = /memory/i.test(reason) ? " It may help to close other tabs." : "";
    const what = this.started
      ? `Python broke off: ${reason}. It starts afresh, without its variables, when you run a cell.`
      : `Python cannot run here: ${reason}. The page itself is as it was.`;
    this.say(what + memory);
  }

  // End the worker, and every cell that waits for it.
  end(how) {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { finish } of this.waiting.values()) finish(how);
    this.waiting.clear();
  }

  get isBusy() {
    return this.waiting.size > 0;
  }

  restart() {
    this.end({ stopped: true });
    this.start();
  }

  // Run code; `show` gets each output. Resolves to {}, {error, line}, {stopped} or {failed}.
  run(code, cell, show) {
    if (this.failed) this.start(); // perhaps the reader is connected now
    if (this.failed) return Promise.resolve({ failed: true });
    const id = ++this.asked;
    return new Promise((finish) => {
      this.waiting.set(id, { show, finish });
      this.worker.postMessage({ run: { id, code, cell } });
    });
  }
}
