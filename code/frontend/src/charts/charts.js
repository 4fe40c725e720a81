// Interactive charts. The page holds a picture and the controls of each; the script that draws, which is heavy, is
// loaded when the first chart comes near. A chart that cannot be drawn keeps its picture.
import { whenNear } from "../page/near.js";

function keepPicture(chart, error) {
  console.error("A chart could not be drawn:", error);
  chart.querySelector(".chart-controls")?.remove();
}

whenNear(".chart", (chart) => {
  import("./chart-view.js").then(({ draw }) => draw(chart)).catch((error) => keepPicture(chart, error));
});
