// Interactive charts. The page holds a picture and the controls of each; the script that draws, which is heavy, is
// loaded when the first chart comes near. A chart that cannot be drawn keeps its picture.

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      import("./chart-view.js").then(({ draw }) => draw(target)).catch((error) => keepPicture(target, error));
    }
  },
  { rootMargin: "400px" },
);

function keepPicture(chart, error) {
  console.error("A chart could not be drawn:", error);
  chart.querySelector(".chart-controls")?.remove();
}

for (const chart of document.querySelectorAll(".chart")) near.observe(chart);
