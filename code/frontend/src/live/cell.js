// A cell of the page as an editor with its buttons.
import { makeEditor } from "./editor.js";
import { Output } from "./output.js";

export function button(text, name, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", action);
  return made;
}

// `data` is what bookbuild.browser.live wrote of the cell: {source, folded, mayFail, cannot}; `number` counts the cells of the
// page that a reader sees. A cell whose input the page leaves out has no editor, and one of which nothing stands in the
// page has no element: both are run before the next cell that the reader runs.
export class Cell {
  constructor(data, element, number, chapter) {
    Object.assign(this, { ...data, element, number, chapter });
    this.name = number ? `cell ${number}` : "hidden cell";
    this.ranIn = 0; // the generation of Python that ran it
    if (!element) return;
    this.input = element.querySelector(".cell_input");
    if (data.cannot.length) this.explain();
    else {
      this.output = new Output(element, chapter.watch, chapter.settings);
      if (this.input) this.open();
    }
  }

  explain() {
    const note = document.createElement("p");
    note.className = "live-note";
    note.textContent = `This cell cannot run in a browser: it needs ${this.cannot.join(" and ")}. Download the notebook to run it.`;
    this.element.append(note);
  }

  open() {
    const { chapter, input, name } = this;
    for (const listing of input.children) listing.hidden = true;
    const place = input.appendChild(document.createElement("div"));
    place.className = "live-editor highlight";
    const run = () => chapter.run(this);
    this.editor = makeEditor(place, this.source, `Code of ${name}. Shift and Enter run it.`, run);
    this.runButton = button("Run", `Run ${name}`, () => (this.running ? chapter.stop() : run()));
    this.bar = document.createElement("div");
    this.bar.className = "live-bar";
    this.bar.append(
      this.runButton,
      button("Run all to here", `Run all to here: cells 1 to ${this.number}`, () => chapter.runTo(this)),
      button("Reset", `Reset ${name} to what the book has`, () => this.reset()),
    );
    input.append(this.bar);
  }

  get code() {
    return this.editor?.code() ?? this.source;
  }

  reset() {
    this.editor.replace(this.source);
    this.editor.markLine(null);
    this.output.reset();
    this.chapter.say(`${capital(this.name)} is as in the book again.`);
  }

  setRunning(running) {
    this.running = running;
    if (!this.runButton) return;
    this.runButton.textContent = running ? "Stop" : "Run";
    this.runButton.setAttribute("aria-label", `${running ? "Stop" : "Run"} ${this.name}`);
    this.element.toggleAttribute("aria-busy", running);
  }

  // Run the code with `python`; resolves as `Python.run` does. What the reader did not ask to run shows nothing when it
  // fails: it is `quiet`.
  async run(python, quiet = false) {
    const outputs = [];
    const show = (output) => {
      if (!outputs.length) this.output?.clear();
      outputs.push(output);
      this.output?.show(output);
    };
    const keep = (output) => outputs.push(output);
    this.editor?.markLine(null);
    this.setRunning(true);
    const end = await python.run(this.code, this.name, quiet ? keep : show);
    this.setRunning(false);
    if (end.stopped || end.failed) return end;
    if (!end.error) this.ranIn = python.generation;
    if (quiet && !end.error) outputs.splice(0).forEach(show);
    if (!quiet) {
      if (!outputs.length) this.output?.clear(); // of what it showed before
      this.editor?.markLine(end.line);
    }
    return end;
  }
}

export function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
