// An Altair chart of a live cell. The charts of the book are compiled, and their controls written, when it is built
// (bookbuild.directives.charts, bookbuild.directives.chart_controls); here the same is done in the page.
/* global VEGA_LITE */

let count = 0;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const CONTROLS = {
  range({ value, bind: { min, max, step } }) {
    const decimals = (String(step).split(".")[1] ?? "").length;
    return [
      element("input", { type: "range", min, max, step, value, "data-decimals": decimals }),
      element("output", { "aria-hidden": "true" }),
    ];
  },
  select({ value, bind: { options, labels = options } }) {
    const items = options.map((option, i) => {
      const item = element("option", { value: JSON.stringify(option) }, String(labels[i]));
      item.defaultSelected = option === value;
      return item;
    });
    return [element("select", {}, ...items)];
  },
  checkbox({ value }) {
    const box = element("input", { type: "checkbox" });
    box.defaultChecked = value;
    return [box];
  },
};

function makeControl(signal) {
  const { name, bind } = signal;
  const make = CONTROLS[bind.input];
  if (!make) throw new Error(`a control of kind “${bind.input}” is not known in this page`);
  const [control, ...beside] = make(signal);
  control.id = `live-chart-${count}-${name}`;
  control.dataset.signal = name;
  if (bind.input === "range" && name === "step") {
    const buttons = Object.entries({ back: "Back", on: "Step", play: "Play" });
    beside.push(
      element(
        "span",
        { class: "chart-steps" },
        ...buttons.map(([steps, label]) => element("button", { type: "button", "data-steps": steps }, label)),
      ),
    );
  }
  const label = element("label", { for: control.id }, bind.name ?? name);
  return element("div", { class: "chart-control" }, label, control, ...beside);
}

export async function makeChart(source, config) {
  count += 1;
  const [{ compile }, { drawVega }] = await Promise.all([
    import(new URL(VEGA_LITE, import.meta.url).href),
    import("../charts/chart-view.js"),
  ]);
  const vega = compile(source, { config }).spec;
  vega.signals = [{ name: "narrow", value: false }, ...(vega.signals ?? [])];
  const controls = vega.signals.filter(({ bind }) => bind);
  const chart = element("div", { class: "chart" }, element("div", { class: "chart-box" }));
  if (controls.length) {
    chart.append(
      element(
        "div",
        { class: "chart-controls", role: "group", "aria-label": "Controls of the chart" },
        ...controls.map(makeControl),
      ),
      element("p", { class: "chart-readout", role: "status" }),
    );
  }
  for (const signal of controls) delete signal.bind; // Vega would make its own
  await drawVega(chart, vega);
  return chart;
}
