// The search field opens over every page, by its button or Ctrl+K (on Apple's machines ⌘K); the search page has its own.

const dialog = document.querySelector("#pst-search-dialog");
const ownField = document.querySelector("main form.bd-search input");
const isApple = /^(Mac|iP)/.test(navigator.platform);

function toggle() {
  if (ownField) ownField.select();
  else if (dialog.open) dialog.close();
  else dialog.showModal();
}

if (dialog) {
  for (const button of document.querySelectorAll(".search-button__button")) button.addEventListener("click", toggle);
  addEventListener("keydown", (event) => {
    const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
    const modified = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
    if (!modified || altKey || shiftKey || key.toLowerCase() !== "k") return;
    event.preventDefault();
    toggle();
  });
  if (isApple) {
    for (const key of document.querySelectorAll(".search-button__kbd-shortcut > :first-child")) key.textContent = "⌘";
  }
}
