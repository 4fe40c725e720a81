// What every page of the book can do beyond its HTML, in place of the theme's own scripts, which with Bootstrap are 100 kB.
// Each part works alone, and the page is whole without any of them.
import "./theme-switch.js";
import "./sidebars.js";
import "./search-field.js";
import "./dialogs.js";
import "./page.js";
import "./copy.js";
import "./quiz.js";
import "./folding.js";
import "./glossary.js";
import "./charts.js";
import "./live-start.js";
import { whenNear } from "./near.js";

whenNear(".matrix-explorer", (figure) => import("./matrix-explorer.js").then(({ enhance }) => enhance(figure)));
if (document.querySelector("#search-found")) import("./search.js");
