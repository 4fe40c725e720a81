"""Make every built page accessible, strict and light."""

from __future__ import annotations

from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config


def place_not_found_page(app: Sphinx, config: Config) -> None:
    """Let the 404 page find its styles: a host shows it at any address, so it needs full paths."""
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path.rstrip("/") + "/"


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("config-inited", place_not_found_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
