// The button that makes the cells of a chapter live. All that this needs is loaded when it is pressed.
import { watchScrolling } from "../page/page.js";

const toolbar = document.querySelector(".live");
const button = toolbar?.querySelector("button");
const status = toolbar?.querySelector("[role=status]");
if (toolbar) {
  // what the page says where no script of ours runs, as in a browser that is too old for them
  button.disabled = false;
  status.textContent = "";
  status.classList.remove("late");
}
button?.addEventListener("click", async () => {
  button.disabled = true;
  status.textContent = "Loading the editors…";
  try {
    const { open } = await import("./live.js");
    await open(toolbar, watchScrolling);
  } catch (error) {
    console.warn(error);
    status.textContent = "The code cannot be run now: its editors could not be loaded. Are you connected?";
    button.disabled = false;
  }
});
