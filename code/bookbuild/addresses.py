"""Where the book is published and where its source is, for a fork too.

`_config.yml` names the address of the site (`html.baseurl`) and of the repository
(`repository.url`). A fork that publishes its own copy sets these environment variables instead of
editing the file:

BOOK_BASE_URL
    Address of the published site, for example ``https://example.github.io/my-course/``.
    Notebooks link to it and install `mathforml` from it; canonical links and the site map name it.
BOOK_REPOSITORY
    Address of the repository, for example ``https://github.com/example/my-course``.
    The edit and issue links of each page lead to it.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError


def _web_address(variable: str, address: str) -> str:
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        raise ConfigError(
            f"{variable} is {address!r}; expected an address such as https://example.org/book/"
        )
    return address.rstrip("/")


def read_addresses(app: Sphinx, config: Config) -> None:
    """Take the addresses from the environment where they are set; check the one of the site.

    Raises
    ------
    ConfigError
        If an address is not one of the web, or the site has none.
    """
    site = os.environ.get("BOOK_BASE_URL")
    repository = os.environ.get("BOOK_REPOSITORY")
    config.html_baseurl = (
        _web_address("BOOK_BASE_URL" if site else "html.baseurl", site or config.html_baseurl)
        + "/"
    )
    if repository:
        config.html_theme_options["repository_url"] = _web_address("BOOK_REPOSITORY", repository)


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("config-inited", read_addresses, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
