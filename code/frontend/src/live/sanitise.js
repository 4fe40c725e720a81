// HTML that a cell shows, made harmless: of its elements, attributes and styles only those that tables and text need.
// The code that made it is the reader's own, but may be somebody's else whom the reader trusted to calculate.

const ELEMENTS = new Set(
  (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em h3 h4 h5 h6 hr i img kbd li mark ol p " +
    "pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
  ).split(" "),
);
// whose text is no text for a reader
const DROPPED = new Set("head link math meta noscript script style svg template title".split(" "));
// which make HTML something else than text and tables: what needs them is shown as text instead
const ACTIVE = "script, iframe, object, embed, form, input, button, select, textarea, audio, video, canvas";
const ATTRIBUTES = new Set("alt class colspan dir height lang rowspan scope title width".split(" "));
const STYLES = new Set(
  (
    "background-color border-bottom-style border-collapse color font-family font-style font-weight max-width min-width " +
    "padding-left padding-right text-align text-decoration-line vertical-align white-space width"
  ).split(" "),
);
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i;
const MEASURED = /^[\w.,%#() -]+$/; // and no address: a value with "url" is left out

function copyAttributes(from, to) {
  for (const { name, value } of from.attributes) {
    if (ATTRIBUTES.has(name)) to.setAttribute(name, value);
  }
  for (const name of from.style) {
    const value = from.style.getPropertyValue(name);
    if (STYLES.has(name) && MEASURED.test(value) && !/url/i.test(value)) to.style.setProperty(name, value);
  }
  if (from.localName === "img" && PICTURE.test(from.getAttribute("src") ?? "")) to.src = from.getAttribute("src");
}

function copyChildren(from, to) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.append(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE || DROPPED.has(child.localName)) continue;
    let target = to; // what is not allowed leaves its text
    if (ELEMENTS.has(child.localName)) {
      target = to.appendChild(document.createElement(child.localName));
      copyAttributes(child, target);
    }
    copyChildren(child, target);
  }
}

// Return a fragment with what is harmless, or null when the HTML is more than text and tables.
export function sanitise(html) {
  const { body, head } = new DOMParser().parseFromString(html, "text/html"); // which runs and fetches nothing
  if (body.querySelector(ACTIVE) || head.querySelector(ACTIVE)) return null;
  const fragment = document.createDocumentFragment();
  copyChildren(body, fragment);
  return fragment;
}
