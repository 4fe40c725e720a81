// What every page does beyond its HTML: buttons, tab stops on what scrolls sideways, and print.

const actions = {
  print: () => window.print(),
  fullscreen: () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
};
for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", actions[button.dataset.action]);
}

// The header gets a shadow over the text, and the way back to the top shows when the reader scrolls up.
const backToTop = document.querySelector("#pst-back-to-top");
let lastY = 0;
backToTop?.addEventListener("click", () => scrollTo(0, 0));
addEventListener(
  "scroll",
  () => {
    document.body.classList.toggle("scrolled", scrollY > 0); // the header's shadow
    if (backToTop) backToTop.style.display = scrollY < lastY && scrollY > innerHeight ? "block" : "none";
    lastY = scrollY;
  },
  { passive: true },
);

// What is wider than its column, or longer than its box, scrolls; then the keyboard must be able to reach it.
const SCROLLABLE = {
  "div.math > .katex-display": "Wide formula",
  ".pst-scrollable-table-container": "Wide table",
  pre: "Long listing",
  ".cell_output > .output": "Long output",
};

function setTabStop(element, scrolls) {
  if (scrolls) {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    const kind = Object.keys(SCROLLABLE).find((selector) => element.matches(selector));
    element.setAttribute("aria-label", SCROLLABLE[kind]);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
}
const observer = new ResizeObserver((entries) => {
  // measure all before changing any: a change between makes the browser lay the page out again
  const measured = entries.map(({ target: box }) => [
    box,
    box.scrollWidth > box.clientWidth + 1 || (box.scrollHeight > box.clientHeight + 1 && box.matches(".output, pre")),
  ]);
  for (const [box, scrolls] of measured) setTabStop(box, scrolls);
});
export function watchScrolling(box) {
  setTabStop(box, true); // until it is laid out and measured, which on a phone is when it comes near
  observer.observe(box);
}
document.querySelectorAll(Object.keys(SCROLLABLE).join()).forEach(watchScrolling);

// On a phone the first layout leaves out the sections that are not near (page.css). When the reader starts, they follow one
// by one, each in an idle moment after the frame of the one before: nothing blocks, and the scroll bar becomes exact.
const PATIENCE = 100; // milliseconds to wait for an idle moment
const whenIdle = (callback) =>
  window.requestIdleCallback // which Safari has not
    ? requestIdleCallback(callback, { timeout: PATIENCE })
    : setTimeout(callback, PATIENCE);
const left = [...document.querySelectorAll(".bd-article > section > section")];
function layOutNext() {
  if (!left.length) return;
  left.shift().style.contentVisibility = "visible";
  requestAnimationFrame(() => whenIdle(layOutNext));
}
const waiting = new AbortController();
for (const start of ["scroll", "pointerdown", "keydown"]) {
  addEventListener(
    start,
    () => {
      waiting.abort();
      layOutNext();
    },
    { signal: waiting.signal, passive: true, capture: true },
  );
}

// A page is printed on white paper; afterwards it is as it was. (folding.js opens what is folded.)
let themeOnScreen;
addEventListener("beforeprint", () => {
  themeOnScreen = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});
addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = themeOnScreen;
});
