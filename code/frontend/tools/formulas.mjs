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
    const html = katex.renderToString(latex, options);
    // no reader meets the LaTeX again that KaTeX adds for programs
    const drawn = html.replace(/<annotation .*?<\/annotation>/s, "");
    answer = { html: drawn.replace(/ style="[^"]*"/g, rounded) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
