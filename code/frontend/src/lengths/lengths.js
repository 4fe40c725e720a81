// The two lengths of a chapter: the class path, or the whole. lengths.css folds the rest away; theme.js has read, before
// the page was drawn, what the address asks for (?class) or what the reader chose on another page.

const page = document.documentElement.dataset;
const buttons = [...document.querySelectorAll(".lengths button")];
const entries = [...document.querySelectorAll("#pst-page-toc-nav a[href^='#']")];
const target = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
const isFolded = (element) => element?.checkVisibility?.() === false && element.closest(".has-path section:not(.in-class)");

function show(length) {
  page.length = length;
  for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.length === length);
  for (const entry of entries) entry.closest("li").hidden = Boolean(isFolded(target(entry.hash)));
}

function choose(length) {
  localStorage.setItem("length", length);
  const address = new URL(location.href);
  address.searchParams.delete("class");
  address.hash = "";
  history.replaceState(history.state, "", address.href.replace(/#$/, "") + (length === "class" ? "?class" : ""));
  show(length);
}

// A link to what is folded away shows the whole chapter, and leaves the choice for other pages as it is.
function follow() {
  if (page.length === "class" && isFolded(target(location.hash))) show("whole");
}

if (buttons.length) {
  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.length));
  show(page.length ?? "whole");
  follow();
  addEventListener("hashchange", follow);
}
