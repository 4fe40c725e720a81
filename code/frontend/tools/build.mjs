// Bundle the book's browser scripts and styles: `node tools/build.mjs OUT`.
// book.js and book.css go on every page; what only some pages need is split off and loaded when it is needed.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url))); // the folder of all that is built
const out = resolve(process.argv[2] ?? join(here, "dist"));

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "katex/fonts"), { recursive: true });

// Scripts that another fetches by their address: a worker, and what would share parts with charts.js if it were bundled
// with it, so that every page with a chart would make one request more. Their names are known when the others are bundled.
async function bundleAlone(path) {
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: [path],
    outdir: join(out, "book"),
    bundle: true,
    format: "esm",
    minify: true,
    metafile: true,
    entryNames: "[name]-[hash]",
    loader: { ".py": "text" },
    // Vega-Lite takes four small functions of all of Vega, which these are; npm would install all of it as a peer, so
    // .npmrc says legacy-peer-deps
    alias: { vega: "vega-util" },
    target: ["es2022"],
    legalComments: "linked",
    logLevel: "warning",
  });
  const [name] = Object.keys(metafile.outputs).filter((file) => file.endsWith(".js"));
  return JSON.stringify(basename(name));
}
const [WORKER, VEGA_LITE] = await Promise.all(["src/live/worker.js", "src/live/vega-lite.js"].map(bundleAlone));

await build({
  absWorkingDir: here,
  entryPoints: { book: "src/book.js" },
  outdir: join(out, "book"),
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  chunkNames: "[name]-[hash]",
  define: { WORKER, VEGA_LITE },
  loader: { ".css": "text" }, // of what is loaded late, with its script
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { theme: "src/theme/theme.js" },
  outdir: join(out, "book"),
  bundle: true,
  format: "iife",
  minify: true,
  target: ["es2022"],
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { book: "src/book.css" },
  outdir: join(out, "book"),
  bundle: true,
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  external: ["../favicon.svg"], // lies beside the bundle in the built site
  minify: true,
  logLevel: "warning",
});
// `bookbuild.site.fonts` reduces the fonts; it reads WOFF and TTF faster than WOFF 2.
for (const font of await readdir(join(out, "book"))) {
  const simple = font.replace(".woff2", ".woff");
  if (simple !== font) await cp(join(here, "node_modules/@fontsource/source-serif-4/files", simple), join(out, "book", simple));
}

// KaTeX's style sheet and its fonts; formulas are drawn when the book is built, so no script is needed.
const katex = join(here, "node_modules/katex/dist");
const style = await readFile(join(katex, "katex.min.css"), "utf8");
await writeFile(
  join(out, "katex/katex.min.css"),
  style.replace(/,url\([^)]*\.(woff|ttf)\) format\("\w+"\)/g, ""),
);
for (const font of await readdir(join(katex, "fonts"))) {
  if (/\.(woff2|ttf)$/.test(font)) await cp(join(katex, "fonts", font), join(out, "katex/fonts", font));
}
