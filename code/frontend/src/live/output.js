// What a cell shows, in the place of its stored outputs. Those stay in the page, hidden, for Reset.
import { makeChart } from "./chart.js";
import { sanitise } from "./sanitise.js";

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function makePicture({ svg, png, width }, alt) {
  const picture = new Image();
  picture.alt = alt;
  if (width) picture.width = width;
  picture.src = svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : `data:image/png;base64,${png}`;
  return picture;
}

function makeTable(fragment) {
  for (const cell of fragment.querySelectorAll("thead th")) cell.scope = "col";
  for (const cell of fragment.querySelectorAll("tbody th")) cell.scope = "row";
  return element("div", "output text_html", fragment);
}

export class Output {
  // `cell` is the element of a cell; `watch` gives what scrolls a tab stop; `settings` are those of the site.
  constructor(cell, watch, settings) {
    this.place = cell.querySelector(".cell_output") ?? cell.appendChild(element("div", "cell_output docutils container"));
    this.watch = watch;
    this.settings = settings;
    this.figure = this.place.querySelector("figure");
    const caption = this.figure?.querySelector("figcaption");
    // the caption of a figure stays with what takes the figure's place
    this.stored = [...this.place.children, ...(this.figure?.children ?? [])].filter(
      (part) => part !== this.figure && part !== caption,
    );
    const alt = this.place.querySelector("img")?.alt;
    this.alt = alt ? `The figure as this cell drew it now. In the book: ${alt}` : "The figure that this cell drew.";
    this.texts = element("div", "live-output");
    this.place.prepend(this.texts);
    this.pictures = this.figure ? element("div", "live-output") : this.texts;
    this.figure?.prepend(this.pictures);
  }

  // Make place for what the cell will show.
  clear() {
    this.texts.replaceChildren();
    this.pictures.replaceChildren();
    for (const part of this.stored) part.hidden = true;
  }

  // Show what the book shows.
  reset() {
    this.clear();
    for (const part of this.stored) part.hidden = false;
  }

  show(output) {
    if (output.html) this.showHtml(output);
    else if (output.svg || output.png) this.pictures.append(makePicture(output, this.alt));
    else if (output.chart) this.showChart(output.chart);
    else this.showText(output);
  }

  showText({ text, stream }) {
    let last = this.texts.lastElementChild;
    if (last?.dataset.stream !== stream) {
      last = this.texts.appendChild(element("div", `output stream live-${stream}`));
      last.dataset.stream = stream;
      const listing = last.appendChild(element("div", "highlight")).appendChild(element("pre", ""));
      this.watch(listing);
    }
    last.querySelector("pre").append(text);
  }

  showHtml({ html, text }) {
    const harmless = sanitise(html);
    if (harmless) this.texts.append(makeTable(harmless));
    else this.showText({ text, stream: "result" });
  }

  async showChart(source) {
    const place = this.pictures.appendChild(element("div", "live-chart"));
    try {
      place.append(await makeChart(JSON.parse(source), this.settings.chart));
    } catch (error) {
      place.remove();
      this.showText({ text: `The chart could not be drawn: ${error.message}\n`, stream: "error" });
    }
  }

  // A hint below what the cell shows.
  note(...content) {
    this.texts.append(element("p", "live-note", ...content));
  }
}
