// The sidebars: on a narrow screen each opens over the page; on a wide one the chapters can be folded away and keep their
// place from page to page, and the contents show where the reader is and make room for notes in the margin.

const wide = matchMedia("(min-width: 992px)");

// Styles look for the sidebar by its classes, so these move with what is in it.
function move(from, to) {
  to.append(...from.childNodes);
  to.classList.add(...from.classList);
  from.removeAttribute("class");
}

for (const name of ["primary", "secondary"]) {
  const sidebar = document.querySelector(`#pst-${name}-sidebar`);
  const dialog = document.querySelector(`#pst-${name}-sidebar-modal`);
  if (!sidebar || !dialog) continue;
  dialog.addEventListener("close", () => move(dialog, sidebar));
  document.querySelector(`.${name}-toggle`)?.addEventListener("click", () => {
    if (wide.matches) {
      sidebar.classList.toggle("pst-sidebar-hidden");
    } else {
      move(sidebar, dialog);
      dialog.showModal();
    }
  });
  // a link to a place on this page would leave the dialog open above it
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) dialog.close();
  });
}

const chapters = document.querySelector("#pst-primary-sidebar");
const PLACE = "sidebar-scroll-top";
if (chapters && wide.matches) {
  requestAnimationFrame(() => {
    const place = sessionStorage.getItem(PLACE);
    const here = [...chapters.querySelectorAll(".active")].at(-1);
    if (place !== null) chapters.scrollTop = place;
    else if (here?.offsetTop > innerHeight / 2) chapters.scrollTop = here.offsetTop - innerHeight / 4;
  });
  addEventListener("pagehide", () => sessionStorage.setItem(PLACE, chapters.scrollTop));
}

const links = new Map(); // by heading
for (const link of document.querySelectorAll("#pst-page-toc-nav a[href^='#']")) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const heading = target?.querySelector("h1, h2, h3, h4, h5, h6") ?? target;
  if (heading) links.set(heading, link);
}

function mark(current) {
  for (const link of links.values()) {
    const isCurrent = link === current;
    link.classList.toggle("active", isCurrent);
    if (isCurrent) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.closest(".toc-entry")?.classList.toggle("active", link.closest(".toc-entry").contains(current));
  }
}

// the last heading that has come into the upper part of the window, or at the end of the page the last that is shown
let isWaiting = false;
function follow() {
  isWaiting = false;
  const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const reached = [...links.keys()].filter((heading) => {
    const { top, height } = heading.getBoundingClientRect();
    return height > 0 && (isAtEnd || top < 0.3 * innerHeight);
  });
  mark(links.get(reached.at(-1)));
}
function followSoon() {
  if (!isWaiting) requestAnimationFrame(follow);
  isWaiting = true;
}
if (links.size) {
  addEventListener("scroll", followSoon, { passive: true });
  followSoon();
}

const contents = document.querySelector(".bd-sidebar-secondary");
const shown = new Set();
const notes = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) shown[isIntersecting ? "add" : "delete"](target);
    contents.classList.toggle("hide", shown.size > 0);
  },
  { rootMargin: "0px 0px -33% 0px" },
);
if (contents) for (const note of document.querySelectorAll(".margin, .sidebar, .full-width")) notes.observe(note);
