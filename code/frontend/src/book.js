// What every page of the book can do beyond its HTML, in place of the theme's own scripts, which with Bootstrap are 100 kB.
// Each part works alone, and the page is whole without any of them.
import "./theme/theme-switch.js";
import "./page/sidebars.js";
import "./search/search-field.js";
import "./page/dialogs.js";
import "./page/page.js";
import "./text/copy.js";
import "./quiz/quiz.js";
import "./lengths/lengths.js";
import "./folding/folding.js";
import "./glossary/glossary.js";
import "./charts/charts.js";
import "./live/start.js";
import { whenNear } from "./page/near.js";

whenNear(".matrix-explorer", (figure) => import("./matrix/matrix-explorer.js").then(({ enhance }) => enhance(figure)));
if (document.querySelector("#search-found")) import("./search/search.js");
