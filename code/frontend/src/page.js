// What every page does beyond its HTML: the header's buttons, and tab stops on what scrolls sideways.

const actions = {
  print: () => window.print(),
  fullscreen: () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
};
for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", actions[button.dataset.action]);
}

// A formula or table that is wider than its column scrolls; then the keyboard must be able to reach it.
const scrollable = document.querySelectorAll("div.math > .katex-display, .pst-scrollable-table-container");

function setTabStop(element, scrolls) {
  if (scrolls) {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", element.matches(".katex-display") ? "Wide formula" : "Wide table");
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
}
const observer = new ResizeObserver((entries) => {
  // measure all before changing any: a change between makes the browser lay the page out again
  const measured = entries.map(({ target }) => [target, target.scrollWidth > target.clientWidth + 1]);
  for (const [element, scrolls] of measured) setTabStop(element, scrolls);
});
for (const element of scrollable) observer.observe(element);

// A found page shows its formulas once in the excerpt, not also as their source and their drawing.
// The search page's own script comes after this one, and starts when the page is there.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const toText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const twin of page.querySelectorAll(".katex-html, .katex annotation")) twin.remove();
    return toText(page.documentElement.outerHTML, anchor);
  };
});

// What is folded is printed too, on white paper; afterwards all is as it was.
let themeOnScreen;
addEventListener("beforeprint", () => {
  themeOnScreen = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    details.dataset.openedForPrint = "";
  }
});
addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = themeOnScreen;
  for (const details of document.querySelectorAll("details[data-opened-for-print]")) {
    details.open = false;
    delete details.dataset.openedForPrint;
  }
});
