// The figure of a 2x2 matrix: arrows that can be dragged, moved by the keyboard, and typed. The page holds the figure of
// the matrix that it starts with; here its parts follow the reader's. What they show is computed in matrix.js.
import { LIMIT, UNIT, between, parse, show, snap, tenth } from "./matrix.js";

const PAUSE = 500; // milliseconds without a change after which the result is said
const GLIDE = 500; // milliseconds in which the plane moves to an example
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const read = (element) => element.dataset.matrix.split(" ").map(Number);
const column = (matrix, k) => [matrix[k], matrix[k + 2]];

export function enhance(figure) {
  const svg = figure.querySelector("svg");
  const parts = [...figure.querySelectorAll("[data-part]")];
  const inputs = [...figure.querySelectorAll("input")];
  const handles = [...figure.querySelectorAll(".matrix-handle")];
  const limits = figure.querySelector(".matrix-limits");
  const status = figure.querySelector(".matrix-status");
  let matrix = read(figure);
  let pause;
  let gliding;

  // What the reader is typing stays as it is.
  function draw(typed) {
    const shown = show(matrix);
    for (const part of parts) {
      const value = shown[part.dataset.part];
      if (part instanceof SVGPathElement) part.setAttribute("d", value);
      else if (part instanceof SVGElement) part.setAttribute("transform", value);
      else if (part.tagName !== "INPUT") part.textContent = value;
      else if (part !== typed) {
        part.value = value;
        part.removeAttribute("aria-invalid");
      }
    }
    handles.forEach((handle, k) => {
      const [x, y] = column(matrix, k);
      handle.setAttribute("aria-valuenow", x);
      handle.setAttribute("aria-valuetext", `${inputs[k].value}, ${inputs[k + 2].value}`);
    });
    limits.classList.remove("refused");
    clearTimeout(pause);
    pause = setTimeout(() => {
      status.textContent = `Determinant ${shown.det}. ${shown.area} ${shown.side} ${shown.rank}`;
    }, PAUSE);
  }

  function change(next, typed) {
    cancelAnimationFrame(gliding);
    if (next.every((entry, i) => entry === matrix[i])) return;
    matrix = next;
    draw(typed);
  }

  // The entry jumps back to what it was: say why.
  function refuse() {
    clearTimeout(pause);
    limits.classList.add("refused");
    status.textContent = `Not taken. ${limits.textContent}`;
  }

  // Seen to move, a shear looks different from a rotation.
  function glide(next) {
    const [from, began] = [matrix, performance.now()];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const follow = (now) => {
      const part = still ? 1 : Math.min(1, Math.max(0, now - began) / GLIDE);
      change(between(from, next, part));
      if (part < 1) gliding = requestAnimationFrame(follow);
    };
    follow(began);
  }

  function move(k, [x, y]) {
    change(k === 0 ? [x, matrix[1], y, matrix[3]] : [matrix[0], x, matrix[2], y]);
  }

  // Where a pointer is in the plane.
  function at({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [x / UNIT, -y / UNIT];
  }

  // Two rings may lie over each other: the pointer takes the one whose middle is nearer.
  function take(event) {
    const [x, y] = at(event);
    const distance = (k) => Math.hypot(x - matrix[k], y - matrix[k + 2]);
    const other = handles.indexOf(event.currentTarget) ? 0 : 1;
    const k = distance(other) < distance(1 - other) ? other : 1 - other;
    const [fromX, fromY] = [matrix[k] - x, matrix[k + 2] - y];
    const drag = new AbortController();
    const whileDragged = { signal: drag.signal };
    event.preventDefault(); // selects no text
    handles[k].focus();
    handles[k].setPointerCapture(event.pointerId);
    const follow = (moved) => {
      const [toX, toY] = at(moved);
      move(k, snap([toX + fromX, toY + fromY], column(matrix, 1 - k)));
    };
    handles[k].addEventListener("pointermove", follow, whileDragged);
    handles[k].addEventListener("lostpointercapture", () => drag.abort(), whileDragged);
  }

  function step(event, k) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const size = event.shiftKey ? 0.5 : 0.1;
      move(k, column(matrix, k).map((entry, i) => (direction[i] ? tenth(entry + size * direction[i]) : entry)));
    } else if (event.key === "Home") change(read(figure));
    else return;
    event.preventDefault(); // scrolls no page
  }

  handles.forEach((handle, k) => {
    const attributes = {
      tabindex: 0,
      role: "slider",
      "aria-roledescription": "movable point",
      "aria-label": `Image of the ${["first", "second"][k]} unit vector`,
      "aria-valuemin": -LIMIT,
      "aria-valuemax": LIMIT,
    };
    for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, value);
    handle.addEventListener("pointerdown", take);
    // a finger on a ring drags it and does not scroll the page; no touch-action, which some browsers ignore inside a drawing
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    handle.addEventListener("keydown", (event) => step(event, k));
  });
  inputs.forEach((input, i) => {
    input.readOnly = false;
    input.addEventListener("input", () => {
      const entry = parse(input.value);
      input.setAttribute("aria-invalid", entry === null);
      if (entry !== null) change(Object.assign([...matrix], { [i]: entry }), input);
    });
    input.addEventListener("change", () => {
      const refused = parse(input.value) === null;
      draw();
      if (refused) refuse();
    });
  });
  for (const button of figure.querySelectorAll("button[data-matrix]")) {
    button.addEventListener("click", () => glide(read(button)));
  }
  // an image has no parts for screen readers, and now the rings are some
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", "The plane and its image");
  draw();
  clearTimeout(pause); // nothing changed yet
  figure.classList.add("ready");
}
