// A button on each listing that copies what a reader would run again: no output, no prompt, no line number.

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
