"""Where the book is published and where its source is, for a fork too.

`_config.yml` names the address of the site (`html.baseurl`) and of the repository
(`repository.url`). A fork that publishes its own copy sets these environment variables instead of
editing the file:

BOOK_BASE_URL
    Address of the published site, for example ``https://example.github.io/my-course/``.
    Notebooks link to it and install `mathforml` from it; canonical links and the site map name it,
    and it says at which path the site is served, here too.
BOOK_REPOSITORY
    Address of the repository, for example ``https://github.com/example/my-course``.
    The edit and issue links of each page lead to it.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import yaml
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from bookbuild.paths import ROOT


def _web_address(variable: str, address: str) -> str:
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        raise ConfigError(
            f"{variable} is {address!r}; expected an address such as https://example.org/book/"
        )
    return address.rstrip("/")


def site_address(written: str | None = None) -> str:
    """Return the address of the published site, with a final slash.

    Parameters
    ----------
    written : str, optional
        What `html.baseurl` says; it is read from `_config.yml` when it is not given.

    Raises
    ------
    ConfigError
        If it is not an address of the web, or there is none.
    """
    variable, address = "BOOK_BASE_URL", os.environ.get("BOOK_BASE_URL")
    if not address:
        variable, address = "html.baseurl", written
    if address is None:
        config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        address = config["html"]["baseurl"]
    return _web_address(variable, address) + "/"


def site_path(address: str | None = None) -> str:
    """Return the path at which the site is published: "/" or "/name/"."""
    return urlsplit(address or site_address()).path


def read_addresses(app: Sphinx, config: Config) -> None:
    """Take the addresses from the environment where they are set; check the one of the site.

    Raises
    ------
    ConfigError
        If an address is not one of the web, or the site has none.
    """
    config.html_baseurl = site_address(config.html_baseurl)
    # the 404 page, which is shown at any address, finds its styles by it
    config.notfound_urls_prefix = site_path(config.html_baseurl)
    repository = os.environ.get("BOOK_REPOSITORY")
    if repository:
        config.html_theme_options["repository_url"] = _web_address("BOOK_REPOSITORY", repository)
