// What every page of the book can do beyond its HTML. Each part works alone, and the page is whole without any of them.
import "./page.js";
import "./quiz.js";
import "./folding.js";
import "./glossary.js";
import "./charts.js";
