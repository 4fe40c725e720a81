// Show a term's definition while the pointer or the focus is on the term (WCAG 2.2, 1.4.13: the pointer can
// move onto it, Escape closes it). Without this script a term is a link to the glossary.

const DELAY = 150; // ms, so that a pointer on its way elsewhere opens nothing, and can cross the gap to a definition
const MARGIN = 8; // px between a definition and the edge of the window

let shown = null;
let timer;

function place() {
  const { link, definition } = shown;
  const at = link.getBoundingClientRect();
  const { width, height } = definition.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(at.left, document.documentElement.clientWidth - width - MARGIN));
  const below = at.bottom + MARGIN / 2;
  const fits = below + height < innerHeight;
  definition.style.left = `${left}px`;
  definition.style.top = `${fits ? below : at.top - height - MARGIN / 2}px`;
}

function show(link, definition) {
  hide();
  shown = { link, definition };
  definition.hidden = false;
  place();
}

function hide() {
  clearTimeout(timer);
  if (shown) shown.definition.hidden = true;
  shown = null;
}

function soon(action) {
  clearTimeout(timer);
  timer = setTimeout(action, DELAY);
}

function leave() {
  soon(() => shown?.link.matches(":focus-visible") || hide());
}

for (const term of document.querySelectorAll("a .std-term")) {
  const link = term.closest("a");
  const definition = document.getElementById(`definition-${link.hash.slice(1)}`);
  if (!definition) continue;
  link.setAttribute("aria-describedby", definition.id);
  link.addEventListener("focus", () => link.matches(":focus-visible") && show(link, definition));
  link.addEventListener("blur", hide);
  link.addEventListener("mouseenter", () => soon(() => show(link, definition)));
  link.addEventListener("mouseleave", leave);
}
for (const definition of document.querySelectorAll(".term-definition")) {
  definition.addEventListener("mouseenter", () => clearTimeout(timer));
  definition.addEventListener("mouseleave", leave);
}
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", () => shown && place(), { passive: true, capture: true });
