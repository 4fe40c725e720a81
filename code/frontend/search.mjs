// Index the built pages for the search: `node search.mjs SITE PAGE...`, with paths of pages below SITE.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { close, createIndex } from "pagefind";

const [site, ...pages] = process.argv.slice(2);

// Pagefind takes the title and the id of a section from its heading; here sections and definitions have the id. And it
// knows no style sheet: what that sets apart gets a space.
function forPagefind(html) {
  return html
    .replace(/<a class="(?:headerlink|reference internal)"[^>]*>(?:#|<span class="viewcode-link">.*?<\/span>)<\/a>/gs, "")
    .replace(/<section([^>]*?) id="([^"]+)"([^>]*)>((?:\s*<span[^>]*><\/span>)*\s*)<(h[1-6])/g, '<section$1$3>$4<$5 id="$2"')
    .replace(/<dt([^>]*?) id="([^"]+)"([^>]*)>(.*?)<\/dt>/gs, '<h6$1 id="$2"$3>$4</h6>')
    .replace(/<\/dt>|<span class="classifier">/g, "$& ");
}

function check(answer) {
  if (answer.errors.length) throw new Error(answer.errors.join("\n"));
  return answer;
}

const { index } = check(
  await createIndex({
    rootSelector: "article",
    // a formula is there as MathML, as its source and as its drawing: the first is enough
    excludeSelectors: [".katex-html", "nav", "form"],
    keepIndexUrl: true,
  }),
);
// one after the other: the index numbers the pages as they come, and the same book must give the same files
for (const page of pages) {
  const content = forPagefind(await readFile(join(site, page), "utf8"));
  check(await index.addHTMLFile({ sourcePath: page, content }));
}

// not its ready-made user interfaces, which are larger than the rest
const { files } = check(await index.getFiles());
for (const { path, content } of files.filter(({ path }) => !/-(ui|highlight)\./.test(path))) {
  const file = join(site, "pagefind", path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
await close();
