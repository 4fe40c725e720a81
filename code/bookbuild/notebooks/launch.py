"""Offer to open a chapter as a notebook: in JupyterLite, Colab or Binder.

The header of every page with code cells gets a menu. JupyterLite is part of this site, where the
`bookbuild.browser.lite` puts it. Colab and Binder are sites of others. They take the notebook
from a branch of the repository, which `bookbuild.commands.notebooks` lays out and the publishing
workflow pushes. That workflow runs on GitHub, so a book whose repository is elsewhere offers
neither: the links would lead nowhere.

In `_config.yml`, under `sphinx.config`,

launch_services
    names what the menu offers, of `jupyterlite`, `colab` and `binder`;
launch_branch
    names the branch; `.github/workflows/publish.yml` pushes to the branch of this name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

LITE = "lite/lab/index.html"  # in the site


class Service(NamedTuple):
    """Where a notebook can be opened: what a reader should know before, and at which address."""

    text: str
    tooltip: str
    url: str


SERVICES = {
    "jupyterlite": Service(
        "JupyterLite: nothing to install", "Runs in your browser", "{lite}?path={page}.ipynb"
    ),
    "colab": Service(
        "Colab: needs a Google account",
        "Leaves this site",
        "https://colab.research.google.com/github/{repository}/blob/{branch}/{page}.ipynb",
    ),
    "binder": Service(
        "Binder: takes minutes to start",
        "Leaves this site",
        "https://mybinder.org/v2/gh/{repository}/{branch}?labpath={page}.ipynb",
    ),
}


def on_github(repository: str) -> str | None:
    """Return the owner and the name, `owner/name`, of a repository on GitHub; None elsewhere."""
    address = urlsplit(repository)
    names = re.fullmatch(r"/([\w.-]+/[\w.-]+?)(\.git)?/?", address.path)
    return names[1] if names and address.hostname in ("github.com", "www.github.com") else None


def entries(services: Iterable[str], **parts: str | None) -> Iterator[dict[str, str]]:
    """Yield the entries of a menu, as the theme takes them.

    Parameters
    ----------
    services : iterable of str
        Names of what is offered, in their order.
    **parts : str or None
        What the addresses are made of: `page`, `branch`, `repository` and `lite`. A service whose
        address needs one that is None is left out.
    """
    missing = [f"{{{name}}}" for name, value in parts.items() if value is None]
    for service in map(SERVICES.__getitem__, services):
        if not any(part in service.url for part in missing):
            url = service.url.format(**parts)
            yield {"type": "link", **service._replace(url=url)._asdict()}


def add_menu(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Put the menu before the theme's buttons, on a page that has a notebook."""
    if not context.get("notebooks"):
        return
    buttons = list(
        entries(
            app.config.launch_services,
            page=quote(pagename),
            branch=app.config.launch_branch,
            repository=on_github(app.config.html_theme_options.get("repository_url", "")),
            lite=context["pathto"](LITE, 1),
        )
    )
    if buttons:
        menu = {"type": "group", "tooltip": "Open as a notebook", "icon": "fas fa-rocket"}
        context["header_buttons"].insert(0, {**menu, "buttons": buttons})


def check(app: Sphinx, config: Config) -> None:
    """Refuse settings that would make links which lead nowhere.

    Raises
    ------
    ConfigError
        If a service is not known, or the name of the branch cannot stand in an address.
    """
    unknown = [name for name in config.launch_services if name not in SERVICES]
    if unknown:
        raise ConfigError(
            f"launch_services names {unknown[0]!r}; expected some of {', '.join(SERVICES)}"
        )
    if not re.fullmatch(r"\w[\w.-]*", config.launch_branch):
        raise ConfigError(
            f"launch_branch is {config.launch_branch!r}; "
            "expected letters, digits, dots, hyphens and underscores"
        )


def register(app: Sphinx) -> None:
    app.add_config_value("launch_services", list(SERVICES), "html", list)
    app.add_config_value("launch_branch", "notebooks", "html", str)
