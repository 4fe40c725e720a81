"""List the pages of the book for search engines, in `sitemap.xml`.

All pages are listed whichever of them this build wrote; sphinx-sitemap lists these alone.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

from sphinx.application import Sphinx

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    pages = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for docname in sorted(app.env.found_docs):
        address = urljoin(app.config.html_baseurl, app.builder.get_target_uri(docname))
        page = ElementTree.SubElement(pages, "url")
        ElementTree.SubElement(page, "loc").text = address
    path = Path(app.outdir) / "sitemap.xml"
    ElementTree.ElementTree(pages).write(path, encoding="utf-8", xml_declaration=True)
