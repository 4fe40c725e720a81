// What a reader copies: a button on each listing takes what one would run again (no output, no prompt, no line number), and
// of a formula in a selection its LaTeX is taken, once and whole.

const SHOWN = 2000; // milliseconds in which the button says that it has copied
const ICON = `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5"
  aria-hidden="true"><path class="copy" d="M8 8h12v12H8zM4 16V4h12"/><path class="done" d="M4 13l5 5L20 7"/></svg>`;

async function copy(button, listing) {
  const text = listing.cloneNode(true);
  for (const extra of text.querySelectorAll(".gp, .go, .linenos")) extra.remove();
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text.textContent.trimEnd());
  } catch {
    said = "Not copied: the browser did not allow it";
  }
  button.dataset.said = said;
  button.setAttribute("aria-label", said);
  setTimeout(() => {
    delete button.dataset.said;
    button.setAttribute("aria-label", "Copy");
  }, SHOWN);
}

for (const listing of document.querySelectorAll("div:not(.output) > div.highlight pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copybtn";
  button.setAttribute("aria-label", "Copy");
  button.innerHTML = ICON;
  button.addEventListener("click", () => copy(button, listing));
  listing.after(button);
}

const formulaAround = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".katex");

function asText(fragment) {
  for (const formula of fragment.querySelectorAll(".katex")) {
    const sign = formula.closest(".katex-display") ? "$$" : "$";
    formula.replaceWith(sign + formula.querySelector("annotation").textContent.trim() + sign);
  }
  const place = document.createElement("div"); // only what is laid out has lines
  place.className = "copied";
  place.append(fragment);
  document.body.append(place);
  const text = place.innerText;
  place.remove();
  return text;
}

addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0).cloneRange();
  const [first, last] = [range.startContainer, range.endContainer].map(formulaAround);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const fragment = range.cloneContents();
  if (!fragment.querySelector(".katex")) return;
  event.clipboardData.setData("text/plain", asText(fragment));
  event.preventDefault();
});
