// Draw a chart with Vega and connect its controls. Only the parts of Vega that the book's charts use are bundled: no
// maps, trees, forces or regressions.
import { transforms } from "vega-dataflow";
import * as encode from "vega-encode";
import { expressionInterpreter } from "vega-interpreter";
import { parse } from "vega-parser";
import * as data from "vega-transforms";
import { View } from "vega-view";
import * as layout from "vega-view-transforms";

Object.assign(transforms, data, encode, layout);

// Vega's class for the marks of a layer that the author named "readout"; Altair numbers it when there are panels
const READOUT = '.mark-text[class*=" readout_"] text';
const PAUSE = 500; // milliseconds without a change after which the readout is said
const BEAT = 400; // milliseconds between two steps while they play

export async function draw(chart) {
  const answer = await fetch(chart.dataset.vega);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  await drawVega(chart, await answer.json());
}

// Draw a Vega specification that has a signal `narrow`, in an element with a `.chart-box` and controls.
export async function drawVega(chart, vega) {
  const drawing = document.createElement("div");
  drawing.className = "chart-drawing";
  // the page forbids eval: Vega interprets the syntax trees of its expressions
  const chartRuntime = parse(vega, null, { ast: true });
  const view = new View(chartRuntime, { expr: expressionInterpreter, renderer: "svg" });
  view.error = (error) => {
    throw error; // else Vega writes it to its log and draws nothing
  };
  view.initialize(drawing);

  const narrow = matchMedia(chart.querySelector("source")?.media ?? "not all");
  view.signal("narrow", narrow.matches);
  narrow.addEventListener("change", () => view.signal("narrow", narrow.matches).resize().runAsync());

  for (const control of chart.querySelectorAll("[data-signal]")) connect(control, view, chart);
  for (const buttons of chart.querySelectorAll(".chart-steps")) connectSteps(buttons);
  await view.runAsync();
  chart.querySelector(".chart-box").append(drawing);
  chart.classList.add("drawn");
}

function connect(control, view, chart) {
  const name = control.dataset.signal;
  const status = chart.querySelector(".chart-readout");
  let pause;

  // the reader may have moved the control before the chart was drawn
  view.signal(name, read(control));
  write(control, read(control));
  view.addSignalListener(name, (_, value) => write(control, value));
  control.addEventListener("input", async () => {
    write(control, read(control));
    await view.signal(name, read(control)).runAsync();
    clearTimeout(pause);
    pause = setTimeout(() => {
      status.textContent = Array.from(chart.querySelectorAll(READOUT), (mark) => mark.textContent).join(", ");
    }, PAUSE);
  });
}

// Buttons that move the slider before them: a step on, a step back, or all steps that are left, from the start when none
// are. Every other move of a control ends the playing.
function connectSteps(buttons) {
  const slider = buttons.parentElement.querySelector("input");
  const play = buttons.querySelector("[data-steps=play]");
  let timer;

  function move(by) {
    slider.stepUp(by); // stays between its ends
    slider.dispatchEvent(new Event("input"));
    if (slider.value === slider.max) stop();
  }
  function stop() {
    clearInterval(timer);
    timer = undefined;
    play.textContent = "Play";
  }
  function start() {
    if (slider.value === slider.max) move(slider.min - slider.max);
    play.textContent = "Pause";
    timer = setInterval(move, BEAT, 1);
  }

  const actions = { back: () => move(-1), on: () => move(1), play: start };
  buttons.addEventListener("click", ({ target }) => {
    const playing = timer !== undefined;
    stop();
    const action = target.dataset.steps;
    if (action && !(action === "play" && playing)) actions[action]();
  });
  buttons.closest(".chart-controls").addEventListener("input", ({ isTrusted }) => isTrusted && stop());
}

// Values of sliders and lists are JSON.
function read(control) {
  return control.type === "checkbox" ? control.checked : JSON.parse(control.value);
}

function write(control, value) {
  if (control.type === "checkbox") control.checked = value;
  else control.value = JSON.stringify(value);
  if (control.type === "range") {
    const text = value.toFixed(control.dataset.decimals);
    control.setAttribute("aria-valuetext", text);
    control.nextElementSibling.value = text;
  }
}
