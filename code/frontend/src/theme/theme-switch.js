// The button for light and dark: it goes round from what the system says to the other theme, and on to the third.
// theme.js has made the first choice, before the page was drawn.

const system = matchMedia("(prefers-color-scheme: dark)");
const page = document.documentElement.dataset;

function apply(mode) {
  page.mode = mode;
  page.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
}

system.addEventListener("change", () => apply(page.mode));
for (const button of document.querySelectorAll(".theme-switch-button")) {
  button.addEventListener("click", () => {
    const modes = system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    apply(modes[(modes.indexOf(page.mode) + 1) % modes.length]);
    localStorage.setItem("mode", page.mode);
  });
}
