// Draw formulas for the build: one JSON request a line on stdin, one JSON answer a line on stdout.
import katex from "katex";
import { createInterface } from "node:readline";

// To a hundredth of the font's size, a tenth of a pixel, which nobody sees: two more digits weigh on every page.
const rounded = (style) => style.replace(/-?\d*\.\d{3,}(?=em)/g, (length) => Math.round(length * 100) / 100);

const macros = JSON.parse(process.argv[2] ?? "{}");

for await (const line of createInterface({ input: process.stdin })) {
  const { latex, display } = JSON.parse(line);
  let answer;
  try {
    // KaTeX stores \gdef in the macros that it is given, so each formula gets its own copy
    const options = { displayMode: display, throwOnError: true, strict: "error", macros: { ...macros } };
    // KaTeX adds the LaTeX for programs; text/copy.js gives it to who copies the formula
    answer = { html: katex.renderToString(latex, options).replace(/ style="[^"]*"/g, rounded) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
