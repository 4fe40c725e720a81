"""Make every built page accessible, strict and light.

The theme's pages are nearly right. What is left is small and everywhere: a button without a name,
a script in the page, an icon library that nobody sees. Overriding the theme's templates would copy
hundreds of its lines here; instead each finished page is parsed and small rules are applied.
`harden_page` knows one page and nothing else, so its result can be kept for as long as the page is
the same; `bundles` writes what all pages share, from what `harden_page` noted of each.
The tests in tests/site hold what the rules promise, in a browser.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from sphinx.application import Sphinx

from bookbuild.browser.pyodide import allows_public_source, public_source
from bookbuild.directives.formulas import END_OF_FORMULA, FORMULA
from bookbuild.site import accessible, fonts, images, metadata
from bookbuild.site.bundles import NAME, Facts, write_shared_files
from bookbuild.site.folds import fold_topics
from bookbuild.site.head import (
    choose_colours_early,
    link_to_bundles,
    move_scripts_to_files,
    set_policies,
)
from bookbuild.site.html import Tags, parse, serialize
from bookbuild.site.pages import site_pages

# what no rule is about: what stands between the marks of a formula, or in a listing
NO_RULES = re.compile(f"{FORMULA}.*?{END_OF_FORMULA}|(?<=<pre>).*?(?=</pre>)", re.DOTALL)
# words, punctuation and space of a listing, which have the colour of the listing itself
PLAIN = re.compile(r'<span class="[npw]">([^<]*)</span>|<span></span>')
PLACE = re.compile(r"<!--(\d+)-->")
REMARK = re.compile(r"<!--(?!\d+-->).*?-->\s*", re.DOTALL)  # of the theme's templates
TAG = re.compile(r"<[a-z][^>]*>")
# attributes that hold no name by which a style sheet finds a tag
NO_NAMES = re.compile(r' (?:href|src|srcset|alt|title|content|d|points|aria-label)="[^"]*"')


def set_aside(html: str) -> tuple[str, list[str]]:
    """Take the formulas and listings out of a page, and return them apart.

    They are nine tenths of a page's tags, and no rule is about them. A comment marks their place.
    Of a listing half the tags go: those that change no colour.
    """
    parts = []

    def take(part: re.Match[str]) -> str:
        if "<div" in part[0]:  # a listing with places to link to: rules look there
            return part[0]
        text = part[0].removeprefix(FORMULA).removesuffix(END_OF_FORMULA)
        parts.append(text if part[0].startswith(FORMULA) else PLAIN.sub(r"\1", text))
        return f"<!--{len(parts) - 1}-->"

    return NO_RULES.sub(take, html), parts


def put_back(html: str, parts: list[str]) -> str:
    """Put what was set aside back in its place."""
    return PLACE.sub(lambda place: parts[int(place[1])], html)


def names_in(html: str) -> set[str]:
    """Return the tags, classes, ids, attributes and values by which style sheets find tags."""
    tags = set(TAG.findall(html))
    return {name for tag in tags for name in NAME.findall(NO_NAMES.sub("", tag))}


def harden_page(html: str, name: str, prefix: str, also: str = "") -> tuple[str, Facts]:
    """Apply all rules to one page; the result depends on the arguments alone.

    Parameters
    ----------
    html
        The page as Sphinx wrote it.
    name
        Its path in the site, without `.html`.
    prefix
        The path at which the site is published, "/" or "/name/".
    also
        An address outside the site from which scripts may fetch, if there is one.

    Returns
    -------
    html, facts
        The page, in which `write_shared_files` has some places left to fill, and what it needs.
    """
    # the 404 page is shown at any address, so its own addresses are full paths
    root = prefix if name == "404" else "../" * name.count("/")
    static = f"{root}_static"
    html, aside = set_aside(html)
    soup = parse(REMARK.sub("", html))
    sheets = link_to_bundles(soup, static)
    choose_colours_early(soup, static)
    scripts = move_scripts_to_files(soup, static)
    metadata.tidy(soup)
    set_policies(soup, also)
    tags = Tags(soup)
    pictures = images.mark_sizes(tags, name)
    accessible.improve(tags)
    fold_topics(soup, tags)
    html = put_back(serialize(soup), aside)
    return html, Facts(
        sheets=sheets,
        names=sorted(names_in(html)),
        letters="".join(sorted(set(html))),
        signs="".join(sorted(set().union(*map(fonts.signs_in, aside)))),
        pictures=pictures,
        scripts=scripts,
    )


def note_written(app: Sphinx, pagename: str, *_: object) -> None:
    """Remember which pages this build writes: the others are hardened already."""
    if not hasattr(app.builder, "pages_written"):
        app.builder.pages_written = set()
    app.builder.pages_written.add(pagename)


def hardened(app: Sphinx, path: Path) -> tuple[str, Facts]:
    """Return a page of the site with its facts, from its own text or from an earlier build."""
    name = path.relative_to(app.outdir).with_suffix("").as_posix()
    # beside the doctrees, so that who keeps those for the next build keeps these too
    stored = Path(app.doctreedir).parent / "pages" / f"{name}.json"
    if stored.exists():
        raw, page, facts = json.loads(stored.read_text(encoding="utf-8"))
        if name not in app.builder.pages_written:
            return page, facts
    html = path.read_text(encoding="utf-8")
    digest = hashlib.sha256(html.encode()).hexdigest()
    if stored.exists() and raw == digest:  # such as the index, which Sphinx always writes
        return page, facts
    also = public_source() if allows_public_source(app.config) else ""
    page, facts = harden_page(html, name, app.config.notfound_urls_prefix, also)
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.unlink(missing_ok=True)  # the last build has the same file: see commands.build
    stored.write_text(json.dumps((digest, page, facts)), encoding="utf-8")
    return page, facts


def harden_site(app: Sphinx, error: Exception | None) -> None:
    """Harden every page of the finished site, and write what they share."""
    if error is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    pages = {path: hardened(app, path) for path in site_pages(site)}
    replacements = write_shared_files(site, (facts for _, facts in pages.values()))
    for path, (html, _) in pages.items():
        for placeholder, text in replacements.items():
            html = html.replace(placeholder, text)
        if path.read_text(encoding="utf-8") != html:
            path.write_text(html, encoding="utf-8")
