// Make one style sheet of all that the pages link to, without the rules that match nothing in the site:
// `node styles.mjs STATIC < {"sheets": [...], "words": [...]}`, where `sheets` are paths below the folder STATIC, in the
// order of the pages, and `words` are the names (tags, classes, ids, attributes and their values) that the pages and
// the scripts use. Writes the style sheet, whose own links are relative to STATIC, to stdout.
import { build, transform } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { json } from "node:stream/consumers";
import { PurgeCSS } from "purgecss";

const folder = resolve(process.argv[2]);
const { sheets, words } = await json(process.stdin);

// pictures and fonts stay where they are: only the way to them changes
const keepFiles = {
  name: "keep-files",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^#]/ }, ({ kind, path, resolveDir }) => {
      if (kind !== "url-token") return undefined;
      const moved = path.startsWith("data:") ? path : relative(folder, resolve(resolveDir, path));
      return { path: moved.replaceAll("\\", "/"), external: true };
    }),
};
// Rules that we wrote are all in use; and PurgeCSS 8 would drop `:is(a, button):focus-visible`. It does not see which
// variables and animations they use, so these are named to it, with the colours that pictures of charts take from the
// page.
const variables = ["--pst-color-text-base", "--pst-color-border"];
const keyframes = [];
const keepOurs = {
  name: "keep-ours",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]book[\\/]book\.css$/ }, async ({ path }) => {
      const ours = await readFile(path, "utf8");
      variables.push(...ours.match(/--[\w-]+/g) ?? []);
      keyframes.push(...ours.match(/(?<=@keyframes )[\w-]+/g) ?? []);
      return { contents: `/*! purgecss start ignore */\n${ours}\n/*! purgecss end ignore */`, loader: "css" };
    }),
};
const whole = await build({
  stdin: { contents: sheets.map((path) => `@import "./${path}";`).join("\n"), resolveDir: folder, loader: "css" },
  bundle: true,
  write: false,
  plugins: [keepFiles, keepOurs],
  legalComments: "inline",
  logLevel: "error",
});
const [used] = await new PurgeCSS().purge({
  content: [{ raw: words.join(" "), extension: "html" }],
  css: [{ raw: whole.outputFiles[0].text }],
  keyframes: true,
  variables: true,
  dynamicAttributes: ["open", "hidden", "disabled", "checked"], // states that browsers set
  safelist: { variables, keyframes },
});
// a typeface that no rule or variable names any more
const faces = /@font-face\s*\{[^}]*\}/g;
const rules = used.css.replaceAll(faces, "");
const needed = used.css.replaceAll(faces, (face) => {
  const [, family] = face.match(/font-family:\s*["']?([^"';}]+)/);
  return rules.includes(family) ? face : "";
});
process.stdout.write((await transform(needed, { loader: "css", minify: true, legalComments: "none" })).code);
