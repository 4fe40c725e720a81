// The search page. Pagefind finds: its index, made when the book is built, is fetched in the parts that a query needs.
// It computes in a worker, so that the page's own policy need not allow WebAssembly.

const PAGEFIND = new URL("../../pagefind/pagefind.js", import.meta.url);
const SHOWN = 5; // sections at once: each is fetched with its whole text
const PARTS = 3; // of a section

const form = document.querySelector("main form.bd-search");
const status = document.querySelector("#search-status");
const list = document.querySelector("#search-found");
const more = document.querySelector("#search-more");
let found = [];

// Excerpts are HTML in which the found words are marked; all else is escaped.
function entry({ url, title, excerpt }, heading) {
  const name = document.createElement(heading);
  const link = name.appendChild(document.createElement("a"));
  link.href = url;
  link.textContent = title;
  const text = document.createElement("p");
  text.innerHTML = excerpt;
  return [name, text];
}

// A section, with the page that it is of, and its parts in which the words are, such as the functions of a module.
function section({ url, meta, excerpt, sub_results: found }) {
  const item = document.createElement("li");
  const title = meta.module ?? meta.title;
  const [name, text] = entry({ url, title, excerpt }, "h2");
  item.append(name);
  if (meta.page) {
    const page = item.appendChild(document.createElement("p"));
    page.className = "search-page";
    page.textContent = meta.page;
  }
  const parts = found.filter((part) => part.title !== title).slice(0, PARTS);
  if (!parts.length) {
    item.append(text);
    return item;
  }
  const inner = item.appendChild(document.createElement("ul"));
  for (const part of parts) inner.appendChild(document.createElement("li")).append(...entry(part, "h3"));
  return item;
}

async function showMore() {
  const next = found.splice(0, SHOWN);
  const sections = await Promise.all(next.map((result) => result.data()));
  const items = sections.map(section);
  list.append(...items);
  more.hidden = !found.length;
  return items;
}

async function search(pagefind, query) {
  const answer = await pagefind.debouncedSearch(query);
  if (!answer) return; // a newer query is on its way
  list.replaceChildren();
  found = query ? answer.results : [];
  const count = found.length;
  await showMore();
  if (!query) status.textContent = "";
  else if (!count) status.textContent = `Nothing in the book matches “${query}”.`;
  else status.textContent = `${count} ${count === 1 ? "section matches" : "sections match"} “${query}”.`;
}

const field = form.elements.q;
const address = new URL(location.href);
field.value = address.searchParams.get("q") ?? "";
field.focus();

try {
  const pagefind = await import(PAGEFIND.href);
  await pagefind.options({ excerptLength: 24 });
  await pagefind.init();
  const run = () => {
    const query = field.value.trim();
    address.searchParams.set("q", query);
    history.replaceState(null, "", address);
    return search(pagefind, query);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  field.addEventListener("input", run);
  more.addEventListener("click", async () => {
    const [first] = await showMore();
    first.querySelector("a").focus();
  });
  if (field.value) await run();
} catch (error) {
  console.error("The search does not work:", error);
  status.textContent = "The search could not be loaded. Try again when you are connected.";
}
