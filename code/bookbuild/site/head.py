"""What a page loads: one style sheet, one script and three fonts, under a strict policy."""

from __future__ import annotations

import hashlib

from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from bookbuild.paths import BUNDLE
from bookbuild.site.bundles import SCRIPT, STYLE

# Pages run their own scripts from files only, and ask nothing of any other host. The theme and
# KaTeX place things with style attributes; figures of live code are data images. A worker that is
# loaded from a file has a policy of its own: WebAssembly, which pages forbid, runs there.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
# scripts that the script of all pages has in it (frontend/src/book.js), or that do nothing here
REPLACED_SCRIPTS = (
    *("bootstrap.js", "pydata-sphinx-theme.js", "sphinx-book-theme.js", "fontawesome.js"),
    *("documentation_options.js", "doctools.js", "sphinx_highlight.js", "design-tabs.js"),
    *("searchtools.js", "language_data.js", "searchindex.js", "book/book.js"),
    "DOCUMENTATION_OPTIONS.",
)
# what the first screen is written in
FIRST_FONTS = tuple(
    f"source-serif-4-latin-{face}" for face in ("400-normal", "600-normal", "400-italic")
)


def link_to_bundles(soup: BeautifulSoup, address: str) -> list[str]:
    """Link to one style sheet and one script instead of those of the theme and the extensions.

    `address` is that of the folder _static. Returns the style sheets that the page linked to, as
    paths below that folder.
    """
    sheets = []
    for link in soup.head.find_all("link", rel=("stylesheet", "preload")):
        path = link["href"].split("?")[0]
        if not path.startswith(f"{address}/"):
            continue
        if link["rel"] == "stylesheet":
            sheets.append(path.removeprefix(f"{address}/"))
        link.decompose()
    for script in soup.find_all("script"):
        code = script.get("src", "") + (script.string or "")
        if any(name in code for name in REPLACED_SCRIPTS):
            script.decompose()
        elif script.get("src") and script.get("type") != "module":
            script["defer"] = ""
    font = {"rel": "preload", "as": "font", "type": "font/woff2", "crossorigin": ""}
    for attributes in (
        *({**font, "href": f"{address}/book/{name}.woff2"} for name in FIRST_FONTS),
        {"rel": "stylesheet", "href": f"{address}/{STYLE}"},
    ):
        soup.head.append(soup.new_tag("link", attrs=attributes))
    script = {"type": "module", "src": f"{address}/book/{SCRIPT}"}
    soup.head.append(soup.new_tag("script", attrs=script))
    return sheets


def choose_colours_early(soup: BeautifulSoup, address: str) -> None:
    """Replace the theme's script for light or dark, which leaves "auto" until the page is there.

    Without scripts the page is light; the theme would have no colours at all.
    """
    soup.html["data-theme"] = "light"
    script = soup.head.find("script", attrs={"data-cfasync": "false"})
    script.clear()
    script.attrs = {"src": f"{address}/book/theme.js"}


def move_scripts_to_files(soup: BeautifulSoup, address: str) -> dict[str, str]:
    """Take inline scripts out of a page, for a policy that allows none; return name and code."""
    scripts = {}
    for script in soup.find_all("script", src=False):
        if script.get("type", "text/javascript") not in ("text/javascript", "module"):
            continue  # a block of data
        code = (script.string or "").strip()
        name = f"{hashlib.sha256(code.encode()).hexdigest()[:16]}.js"
        scripts[name] = code
        script.clear()
        script["src"] = f"{address}/inline/{name}"
    return scripts


def set_policies(soup: BeautifulSoup, also: str = "") -> None:
    """Say what this page may load, and that its links tell no host where the reader was.

    `also` is an address that scripts may fetch from besides those of the site.
    """
    policy = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy"})
    own = "connect-src 'self'"
    policy["content"] = POLICY.replace(own, f"{own} {also}".strip())
    referrer = soup.new_tag("meta", attrs={"name": "referrer", "content": "no-referrer"})
    soup.head.find("meta", charset=True).insert_after("\n", policy, "\n", referrer)


def register(app: Sphinx) -> None:
    """Link every page to the book's styles and scripts; `link_to_bundles` finds them there.

    Sphinx adds a checksum to the address of a style sheet only when the file was there before, so
    that a first and a second build differ: `link_to_bundles` cuts it off.
    """
    app.config.html_static_path.append(str(BUNDLE))
    app.add_css_file("katex/katex.min.css")
    app.add_css_file("book/book.css")
    app.add_js_file("book/book.js", type="module")
