"""Give names, roles and landmarks to the parts of a page that the theme left without."""

from __future__ import annotations

from bs4 import BeautifulSoup


def hide_icons(soup: BeautifulSoup) -> None:
    """Hide icons from screen readers: the button or link around them has the name."""
    for icon in soup.select("i[class*=fa-], span[class*=fa-]"):
        del icon["title"]
        icon["aria-hidden"] = "true"


def name_controls(soup: BeautifulSoup) -> None:
    """Name controls by what a reader sees on them, or by what they do."""
    # a name must hold the visible text (WCAG 2.5.3): "Search Ctrl+K"
    for button in soup.select("button.search-button-field"):
        del button["aria-label"], button["title"]
    for link in soup.select("a.headerlink"):
        del link["title"]
        heading = link.parent.get_text().removesuffix(link.get_text()).strip()
        link["aria-label"] = f"Link to “{heading}”" if heading else "Link to this place"
    for summary in soup.select("nav li.has-children > details > summary"):
        chapter = summary.find_parent("li").find("a").get_text().strip()
        summary["aria-label"] = f"Pages of “{chapter}”"
    names = {
        "#pst-search-dialog": "Search",
        "#pst-primary-sidebar-modal": "Chapters",
        "#pst-secondary-sidebar-modal": "Contents of this page",
        ".primary-toggle": "Chapters",
        ".secondary-toggle": "Contents of this page",
        ".theme-switch-button": "Light or dark colours",
        ".btn-fullscreen-button": "Full screen",
    }
    for selector, name in names.items():
        for control in soup.select(selector):
            control["aria-label"] = name
            if control.get("title"):
                control["title"] = name


def use_native_menus(soup: BeautifulSoup) -> None:
    """Let the browser open menus and show tooltips, which the theme leaves to a script."""
    for number, button in enumerate(soup.select("[data-bs-toggle=dropdown]")):
        menu = button.find_next_sibling("ul")
        menu["id"] = f"header-menu-{number}"
        menu["popover"] = ""
        button["popovertarget"] = menu["id"]
        del button["data-bs-toggle"], button["aria-expanded"]
    for control in soup.select("[data-bs-toggle=tooltip]"):
        if control.get("data-bs-title") and control.get("aria-label"):
            control["title"] = control["aria-label"]
        for name in ("data-bs-toggle", "data-bs-placement", "data-bs-title"):
            del control[name]


def mark_landmarks(soup: BeautifulSoup) -> None:
    """Make the sidebars landmarks of their own, and drop boxes that stay empty."""
    # by role and not by element: the theme's scripts look for these as `div`
    for selector, name in {
        "#pst-primary-sidebar": "The book",
        "#pst-secondary-sidebar": "This page",
    }.items():
        for sidebar in soup.select(selector):
            sidebar["role"] = "complementary"
            sidebar["aria-label"] = name
    # source pages: a block has no place in preformatted text
    for block in soup.select("pre div.viewcode-block"):
        block.name = "span"
    # the copy of title and contents for print, the banner for old versions, an empty header
    for idle in soup.select("#jb-print-docs-body, .pst-async-banner-revealer, footer.bd-footer"):
        idle.decompose()


def use_phrasing_in_summaries(soup: BeautifulSoup) -> None:
    """Let a folded cell be named by the text that is shown on it."""
    for summary in soup.select("main summary"):
        del summary["aria-label"]
        for paragraph in summary.find_all("p"):
            paragraph.name = "span"


def mark_up_data_frames(soup: BeautifulSoup) -> None:
    """Write pandas' tables as HTML has them today: one row of heads, each with its scope."""
    for table in soup.select("table.dataframe"):
        del table["border"]
        for style in table.parent.find_all("style", scoped=True):
            style.decompose()
        heads = table.select("thead > tr")
        if len(heads) == 2:  # pandas gives the index's name a row of its own
            columns, index = (row.find_all("th") for row in heads)
            if not columns[0].get_text() and not any(cell.get_text() for cell in index[1:]):
                columns[0].string = index[0].get_text()
                heads[1].decompose()
        for cell in table.select("thead th"):
            cell["scope"] = "col"
        for cell in table.select("tbody th"):
            cell["scope"] = "row"


def use_roles_of_today(soup: BeautifulSoup) -> None:
    """Replace a role for entries of a bibliography that WAI-ARIA has withdrawn."""
    for entry in soup.select("[role=doc-biblioentry]"):
        entry["role"] = "listitem"


def free_of_handlers(soup: BeautifulSoup) -> None:
    """Turn handlers in attributes, which the page's policy forbids, into names for page.js."""
    actions = {"window.print()": "print", "toggleFullScreen()": "fullscreen"}
    for button in soup.select("[onclick]"):
        button["data-action"] = actions[button["onclick"]]
        del button["onclick"]


def improve(soup: BeautifulSoup) -> None:
    """Apply all rules of this module to a page."""
    hide_icons(soup)
    name_controls(soup)
    use_native_menus(soup)
    mark_landmarks(soup)
    use_phrasing_in_summaries(soup)
    mark_up_data_frames(soup)
    use_roles_of_today(soup)
    free_of_handlers(soup)
