"""Give names, roles and landmarks to the parts of a page that the theme left without."""

from __future__ import annotations

from bookbuild.site.html import Tags


def hide_icons(tags: Tags) -> None:
    """Hide icons from screen readers: the button or link around them has the name."""
    for icon in tags.of_class_with("fa-"):
        if icon.name in ("i", "span"):
            del icon["title"]
            icon["aria-hidden"] = "true"


def name_controls(tags: Tags) -> None:
    """Name controls by what a reader sees on them, or by what they do."""
    # a name must hold the visible text (WCAG 2.5.3): "Search Ctrl+K"
    for button in tags.of_class("search-button-field"):
        del button["aria-label"], button["title"]
    for link in tags.of_class("headerlink"):
        del link["title"]
        heading = link.parent.get_text().removesuffix(link.get_text()).strip()
        link["aria-label"] = f"Link to “{heading}”" if heading else "Link to this place"
    for item in tags.of_class("has-children"):
        for details in item.find_all("details", recursive=False):
            summary = details.find("summary", recursive=False)
            summary["aria-label"] = f"Pages of “{item.find('a').get_text().strip()}”"
    for place, name in {
        "pst-search-dialog": "Search",
        "pst-primary-sidebar-modal": "Chapters",
        "pst-secondary-sidebar-modal": "Contents of this page",
        "primary-toggle": "Chapters",
        "secondary-toggle": "Contents of this page",
        "theme-switch-button": "Light or dark colours",
    }.items():
        for control in tags.having("id", place) + tags.of_class(place):
            control["aria-label"] = name
            if control.get("title"):
                control["title"] = name


def use_native_tooltips(tags: Tags) -> None:
    """Let the browser show tooltips, which the theme leaves to a script."""
    for control in tags.having("data-bs-toggle", "tooltip"):
        if control.get("data-bs-title") and control.get("aria-label"):
            control["title"] = control["aria-label"]
        for name in ("data-bs-toggle", "data-bs-placement", "data-bs-title"):
            del control[name]


def mark_landmarks(tags: Tags) -> None:
    """Make the sidebars landmarks of their own, and drop boxes that stay empty."""
    # by role and not by element: the theme's scripts look for these as `div`
    for place, name in {
        "pst-primary-sidebar": "The book",
        "pst-secondary-sidebar": "This page",
    }.items():
        for sidebar in tags.having("id", place):
            sidebar["role"] = "complementary"
            sidebar["aria-label"] = name
    # source pages: a block has no place in preformatted text
    for block in tags.of_class("viewcode-block"):
        block.name = "span"
    # the copy of title and contents for print, the banner for old versions, an empty header
    for idle in (
        *tags.having("id", "jb-print-docs-body"),
        *tags.of_class("pst-async-banner-revealer"),
        *tags.of_class("bd-footer"),
    ):
        idle.decompose()


def use_phrasing_in_summaries(tags: Tags) -> None:
    """Let a folded cell be named by the text that is shown on it."""
    for summary in tags.named("summary"):
        if summary.find_parent("main"):
            del summary["aria-label"]
            for paragraph in summary.find_all("p"):
                paragraph.name = "span"


def mark_up_data_frames(tags: Tags) -> None:
    """Write pandas' tables as HTML has them today: one row of heads, each with its scope."""
    for table in tags.of_class("dataframe"):
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


def use_roles_of_today(tags: Tags) -> None:
    """Replace a role for entries of a bibliography that WAI-ARIA has withdrawn."""
    for entry in tags.having("role", "doc-biblioentry"):
        entry["role"] = "listitem"


def improve(tags: Tags) -> None:
    """Apply all rules of this module to a page."""
    hide_icons(tags)
    name_controls(tags)
    use_native_tooltips(tags)
    mark_landmarks(tags)
    use_phrasing_in_summaries(tags)
    mark_up_data_frames(tags)
    use_roles_of_today(tags)
