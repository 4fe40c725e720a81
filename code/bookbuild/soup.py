"""Read and write HTML so that nothing changes but what a rule changes."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.formatter import EntitySubstitution, HTMLFormatter


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
