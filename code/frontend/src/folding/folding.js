// Open what is folded around the place that a link leads to, and everything while the page is printed.

function openTarget() {
  const target = document.getElementById(location.hash.slice(1)); // :target may not be set yet
  const folded = target?.querySelector(":scope.further-topic > details") ?? target;
  for (let fold = folded?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  target?.scrollIntoView();
}

addEventListener("hashchange", openTarget);
// a second click on the same link changes no hash
addEventListener("click", (event) => {
  if (event.target.closest('a[href*="#"]')?.hash === location.hash) setTimeout(openTarget);
});
openTarget();

// Everything is open in print: by the style sheet, and here for browsers that are too old for its rule.
if (!CSS.supports("selector(details::details-content)")) {
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.open = true;
      opened.add(fold);
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened.clear();
  });
}
