// The code of a chapter, to change and to run: its cells become editors, and run in one Python that they share.
import { button, capital, Cell } from "./cell.js";
import style from "./live.css";
import { Python } from "./python.js";

const SETTINGS = new URL("../../live/settings.json", import.meta.url);

async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  return answer.json();
}

function listed(names) {
  return new Intl.ListFormat("en").format(names);
}

class Chapter {
  constructor(toolbar, data, settings, watch) {
    this.status = toolbar.querySelector("[role=status]");
    this.settings = settings;
    this.watch = watch;
    this.python = new Python(
      settings,
      data.cells.map(({ source }) => source),
      (text) => this.say(text),
    );
    const elements = document.querySelectorAll("div.cell");
    let number = 0;
    this.cells = data.cells.map((cell) => {
      const element = elements[cell.place]; // none for a cell that the page leaves out
      return new Cell(cell, element, element?.querySelector(".cell_input") ? ++number : 0, this);
    });
    const last = this.cells.at(-1);
    this.controls = [
      button("Run all", "Run all cells of this page", () => this.runTo(last)),
      button("Stop", "Stop what runs", () => this.stop()),
      button("Restart Python", "Restart Python: forget all variables", () => this.restart()),
    ];
    this.status.before(...this.controls);
    const missing = data.packages.filter((name) => !settings.available.includes(name));
    if (missing.length) this.tellMissing(missing);
  }

  tellMissing(missing) {
    const { publicSource } = this.settings;
    const note = document.createElement("p");
    note.className = "live-note";
    note.textContent = `This copy of the book has no ${listed(missing)}: cells that use them cannot run in the page. `;
    if (publicSource) {
      const { host } = new URL(publicSource.packages);
      note.append(
        button(`Fetch them from ${host}`, `Fetch them from ${host}`, () => {
          Object.assign(this.settings, publicSource);
          note.remove();
          this.restart();
        }),
        " That host then sees your address.",
      );
    } else note.append("Download the chapter as a notebook instead.");
    this.status.after(note);
  }

  say(text) {
    this.status.textContent = text;
  }

  // Run a cell after those cells before it that the reader does not see, or sees folded.
  async run(cell) {
    for (const before of this.cells.slice(0, this.cells.indexOf(cell))) {
      const fresh = before.ranIn !== this.python.generation;
      if (!before.folded || !fresh || before.cannot.length) continue;
      // one that fails may need cells that have not run: the reader will hear of it where it matters
      const { failed, stopped } = await before.run(this.python, true);
      if (failed || stopped) return;
    }
    await this.runAlone(cell);
  }

  // Run a cell, and tell the reader how it ended; returns whether those after it can run.
  async runAlone(cell) {
    this.say(`${capital(cell.name)} is running…`);
    const { error, line, failed, stopped } = await cell.run(this.python);
    if (failed || stopped) return false; // which was said
    if (!error) {
      this.say(`${capital(cell.name)} has run.`);
      return true;
    }
    this.say(`${capital(cell.name)} ended with an error${line ? ` in line ${line}` : ""}: ${error}`);
    if (error.startsWith("NameError")) this.hint(cell);
    return cell.mayFail;
  }

  // A name that is not known is most often that of a cell further up.
  hint(cell) {
    const before = this.cells.slice(0, this.cells.indexOf(cell));
    if (before.every(({ ranIn, cannot }) => cannot.length || ranIn === this.python.generation)) return;
    cell.output?.note("A cell above that has not run may define it: choose “Run all to here”.");
  }

  async runTo(last) {
    for (const cell of this.cells.slice(0, this.cells.indexOf(last) + 1)) {
      if (cell.cannot.length) continue;
      if (!(await this.runAlone(cell))) return;
    }
    this.say(last.number > 1 ? `Cells 1 to ${last.number} have run.` : "All cells have run.");
  }

  stop() {
    if (!this.python.isBusy) return; // and keep the variables
    this.restart();
    this.say("Stopped. Python starts afresh, without the variables of before.");
  }

  restart() {
    this.python.restart();
  }
}

// Make a chapter's cells live. `toolbar` is the element with the button that was pressed; `watch` is of page.js.
export async function open(toolbar, watch) {
  const [data, settings] = await Promise.all([fetchJson(toolbar.dataset.cells), fetchJson(SETTINGS)]);
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  const chapter = new Chapter(toolbar, data, settings, watch);
  toolbar.querySelector("button").hidden = true;
  chapter.controls[0].focus();
  chapter.python.start();
}
