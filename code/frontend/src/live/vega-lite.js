// What charts of a live cell need beyond those of the book, which are compiled when it is built.
export { compile } from "vega-lite";
