// Index the built pages for the search: `node search.mjs SITE PAGE...`, with paths of pages below SITE.
//
// A query fetches the whole text of each record that it shows. So a record is not a page, which may be a long chapter,
// but a section of second level, and what a page says outside of these.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { close, createIndex } from "pagefind";

const [site, ...pages] = process.argv.slice(2);
const HEADING = /^<section[^>]*>(?:\s*<span[^>]*><\/span>)*\s*<h2[^>]* id="([^"]+)"/;

// Pagefind takes the title and the id of a section from its heading; here sections and definitions have the id. And it
// knows no style sheet: what that sets apart gets a space.
function forPagefind(html) {
  return html
    .replace(/<a class="(?:headerlink|reference internal)"[^>]*>(?:#|<span class="viewcode-link">.*?<\/span>)<\/a>/gs, "")
    .replace(/<section([^>]*?) id="([^"]+)"([^>]*)>((?:\s*<span[^>]*><\/span>)*\s*)<(h[1-6])/g, '<section$1$3>$4<$5 id="$2"')
    .replace(/<dt([^>]*?) id="([^"]+)"([^>]*)>(.*?)<\/dt>/gs, '<h6$1 id="$2"$3>$4</h6>')
    .replace(/<\/dt>|<span class="classifier">/g, "$& ");
}

// Return the sections of second level of a page, as pairs of id and HTML, after what stands outside of them.
function split(article) {
  const sections = [];
  let rest = "";
  let depth = 0;
  let start = 0; // of what comes next
  for (const { 0: tag, index } of article.matchAll(/<section\b|<\/section>/g)) {
    const opens = tag === "<section";
    if (opens && depth === 1) {
      rest += article.slice(start, index);
      start = index;
    }
    depth += opens ? 1 : -1;
    if (!opens && depth === 1) {
      const section = article.slice(start, index + tag.length);
      const [, id] = section.match(HEADING) ?? [];
      if (id) sections.push([id, section]);
      else rest += section;
      start = index + tag.length;
    }
  }
  return [["", rest + article.slice(start)], ...sections];
}

function check(answer) {
  if (answer.errors.length) throw new Error(answer.errors.join("\n"));
  return answer;
}

const { index } = check(
  await createIndex({
    rootSelector: "article",
    // a formula is there as MathML, as its source and as its drawing: the first is enough
    excludeSelectors: [".katex-html", "annotation", "nav", "form"],
    keepIndexUrl: true,
  }),
);
// one after the other: the index numbers the records as they come, and the same book must give the same files
for (const page of pages) {
  const [article] = forPagefind(readFileSync(join(site, page), "utf8")).match(/<article.*<\/article>/s);
  const [, heading] = article.match(/<h1[^>]*>(.*?)<\/h1>/s) ?? ["", page];
  const name = heading.replace(/<[^>]+>/g, "");
  // a reader wants the chapter that explains a word before a module of that name: what is called a title counts extra
  const [kind, weight] = page.startsWith("reference/api/") ? ["module", 0.3] : ["title", 1];
  for (const [id, text] of split(article)) {
    const content = id
      ? `<article title="${name}" data-pagefind-meta="page[title]" data-pagefind-weight="${weight}">
          ${text.replace("<h2", `$& data-pagefind-meta="${kind}"`)}</article>`
      : text;
    check(await index.addHTMLFile({ url: `/${page}${id && `#${id}`}`, content: `<html lang="en">${content}</html>` }));
  }
}

// Not by its own writeFiles, which answers before the files are whole. And not its ready-made user interfaces, which are
// larger than the rest.
const { files } = check(await index.getFiles());
const folder = join(site, "pagefind");
for (const { path, content } of files) {
  if (/-(ui|highlight)\./.test(path)) continue;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
await close();
