// A click beside an open dialog closes it.

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", ({ clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const inside = left <= x && x <= right && top <= y && y <= bottom;
    // a click made by the keyboard is at 0, 0
    if (!inside && (x || y)) dialog.close();
  });
}
