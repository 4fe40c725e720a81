"""Make every built page accessible, strict and light.

The theme's pages are nearly right. What is left is small and everywhere: a button without a name,
a script in the page, an icon library that nobody sees. Overriding the theme's templates would copy
hundreds of its lines here; instead each finished page is parsed and small rules are applied.
`harden_page` knows one page and nothing else, so its result can be kept for as long as the page is
the same; `write_shared_files` makes what all pages share, from what `harden_page` noted of each.
The tests in tests/site hold what the rules promise, in a browser.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

from bs4 import BeautifulSoup, PageElement, Tag
from bs4.formatter import EntitySubstitution, HTMLFormatter
from sphinx.application import Sphinx
from sphinx.config import Config

from bookbuild import accessible, fonts, images, metadata

# Pages run their own scripts from files only, and ask nothing of any other host. The theme and
# KaTeX place things with style attributes; charts and live code use blob workers and data images.
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
# scripts of the theme that do nothing here: a second icon library, the page name for a version
# switcher, and search as you type, which would load the whole search index on every page
IDLE_SCRIPTS = ("fontawesome.js", "DOCUMENTATION_OPTIONS.", "x-thebe-config")
SEARCH_SCRIPTS = ("searchtools.js", "language_data.js", "searchindex.js")
# what a file is for: without it on a page, the page does without the file
PURPOSES = {
    "sphinx-design.min.css": "[class*=sd-]",
    "design-tabs.js": ".sd-tab-set",
    "proof.css": ".proof",
    "exercise.css": ".exercise, .solution",
    "mystnb.": ".cell",
    "copybutton.css": "div.highlight pre",
    "clipboard.min.js": "div.highlight pre",
    "copybutton.js": "div.highlight pre",
    "katex.min.css": ".katex",
}
UNUSED_FILES = ("scripts/fontawesome.js*", "locales", "*webpack-macros.html")


class PageFormatter(HTMLFormatter):
    """Write HTML as the parser read it: attributes in their order, no slash in `<br>`."""

    def __init__(self) -> None:
        super().__init__(
            entity_substitution=EntitySubstitution.substitute_xml,
            void_element_close_prefix="",
            empty_attributes_are_booleans=False,
        )

    def attributes(self, tag: Tag) -> Iterator[tuple[str, str | None]]:
        yield from tag.attrs.items()


def parse(html: str) -> BeautifulSoup:
    """Parse a page; `class` stays one string, so that nothing changes but what a rule changes."""
    return BeautifulSoup(html, "html.parser", multi_valued_attributes=None)


def serialize(soup: BeautifulSoup) -> str:
    return soup.decode(formatter=PageFormatter())


def remove_idle_scripts(soup: BeautifulSoup, pagename: str) -> None:
    """Drop the scripts that do nothing on this page, and let the others wait for the page."""
    idle = IDLE_SCRIPTS if pagename == "search" else IDLE_SCRIPTS + SEARCH_SCRIPTS
    for script in soup.find_all("script"):
        code = script.get("src", "") + script.get("type", "") + (script.string or "")
        if any(name in code for name in idle):
            script.decompose()
        elif script.get("src") and script.get("type") != "module":
            script["defer"] = ""


def choose_colours_early(soup: BeautifulSoup, address: str) -> None:
    """Replace the theme's script for light or dark, which leaves "auto" until the page is there.

    Without scripts the page is light; the theme would have no colours at all.
    """
    soup.html["data-theme"] = "light"
    script = soup.head.find("script", attrs={"data-cfasync": "false"})
    script.clear()
    script.attrs = {"src": f"{address}/book/theme.js"}


def remove_unused_files(soup: BeautifulSoup) -> None:
    """Drop the styles and scripts whose purpose is not on this page."""
    for name, purpose in PURPOSES.items():
        if soup.body.select_one(purpose):
            continue
        for tag in soup.select(f'link[href*="/{name}"], script[src*="/{name}"]'):
            tag.decompose()


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


def set_policies(soup: BeautifulSoup) -> None:
    """Say what this page may load, and that its links tell no host where the reader was."""
    policy = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy"})
    policy["content"] = POLICY
    referrer = soup.new_tag("meta", attrs={"name": "referrer", "content": "no-referrer"})
    soup.head.find("meta", charset=True).insert_after("\n", policy, "\n", referrer)


def set_aside(soup: BeautifulSoup) -> list[tuple[Tag, list[PageElement]]]:
    """Empty the formulas and listings of a page, and return what was in them.

    They are nine tenths of a page's tags, and no rule is about them: without, rules are quicker.
    """
    full = [
        tag
        for tag in soup.find_all(["span", "pre"])
        if (tag.get("class") == "katex" if tag.name == "span" else not tag.find("div"))
    ]
    return [(tag, [child.extract() for child in list(tag.contents)]) for tag in full]


class Facts(TypedDict):
    """What the files that all pages share must know of one page, as JSON can hold it."""

    signs: str  # the characters of its formulas
    icons: list[str]
    pictures: list[str]  # paths in the site of pictures whose size is yet to be written
    scripts: dict[str, str]  # inline scripts: name of the file, code


def harden_page(html: str, name: str, prefix: str) -> tuple[str, Facts]:
    """Apply all rules to one page; the result depends on the arguments alone.

    Parameters
    ----------
    html
        The page as Sphinx wrote it.
    name
        Its path in the site, without `.html`.
    prefix
        The path at which the site is published, "/" or "/name/".

    Returns
    -------
    html, facts
        The page, in which `write_shared_files` has some places left to fill, and what it needs.
    """
    # the 404 page is shown at any address, so its own addresses are full paths
    root = prefix if name == "404" else "../" * name.count("/")
    soup = parse(html)
    signs = fonts.signs_in(soup)
    aside = set_aside(soup)
    remove_idle_scripts(soup, name)
    remove_unused_files(soup)
    choose_colours_early(soup, f"{root}_static")
    scripts = move_scripts_to_files(soup, f"{root}_static")
    metadata.tidy(soup)
    set_policies(soup)
    pictures = images.mark_sizes(soup, name)
    accessible.improve(soup)
    icons = fonts.icons_in(soup)
    for tag, children in aside:
        tag.extend(children)
    facts = Facts(
        signs="".join(sorted(signs)), icons=sorted(icons), pictures=pictures, scripts=scripts
    )
    return serialize(soup), facts


def write_shared_files(site: Path, pages: Iterable[Facts]) -> dict[str, str]:
    """Write what the pages of a site share, from the facts of all of them.

    Returns
    -------
    replacements : dict
        What is to be replaced in the text of every page, and by what.
    """
    static = site / "_static"
    signs, icons, pictures = set(), set(), set()
    (static / "inline").mkdir(exist_ok=True)
    for facts in pages:
        signs.update(facts["signs"])
        icons.update(facts["icons"])
        pictures.update(facts["pictures"])
        for name, code in facts["scripts"].items():
            (static / "inline" / name).write_text(code, encoding="utf-8")
    fonts.keep_icons(icons, static)
    fonts.keep_signs(signs, static)
    for pattern in UNUSED_FILES:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return images.sizes(site, sorted(pictures))


def harden_site(app: Sphinx, error: Exception | None) -> None:
    """Harden every page of the finished site, and write what they share."""
    if error is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    pages: dict[Path, tuple[str, Facts]] = {}
    for path in sorted(site.rglob("*.html")):
        if site / "_static" not in path.parents:
            name = path.relative_to(site).with_suffix("").as_posix()
            html = path.read_text(encoding="utf-8")
            pages[path] = harden_page(html, name, app.config.notfound_urls_prefix)
    replacements = write_shared_files(site, (facts for _, facts in pages.values()))
    for path, (html, _) in pages.items():
        for placeholder, text in replacements.items():
            html = html.replace(placeholder, text)
        path.write_text(html, encoding="utf-8")


def configure(app: Sphinx, config: Config) -> None:
    """Let the 404 page find its styles, and Open Graph its addresses, from `html.baseurl`."""
    config.notfound_urls_prefix = metadata.published_prefix(config)
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = config.html_title or config.project
    config.ogp_social_cards = {"enable": False}
    config.ogp_enable_meta_description = False


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("config-inited", configure)
    app.connect("html-page-context", metadata.describe, priority=400)
    app.connect("build-finished", harden_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
