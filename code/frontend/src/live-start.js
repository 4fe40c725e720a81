// The button that makes the cells of a chapter live. All that this needs is loaded when it is pressed.
import { watchScrolling } from "./page.js";

const toolbar = document.querySelector(".live");
toolbar?.querySelector("button").addEventListener("click", async ({ target }) => {
  const status = toolbar.querySelector("[role=status]");
  target.disabled = true;
  status.textContent = "Loading the editors…";
  try {
    const { open } = await import("./live/live.js");
    await open(toolbar, watchScrolling);
  } catch (error) {
    console.warn(error);
    status.textContent = "The code cannot be run now: its editors could not be loaded. Are you connected?";
    target.disabled = false;
  }
});
