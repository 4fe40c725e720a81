"""Read and write the HTML of a page so that nothing changes but what a rule changes."""

from __future__ import annotations

from collections import defaultdict
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


class Tags:
    """The tags of a page by name, class, id and attribute, found in one walk through it.

    Rules ask for some thirty kinds of tags on every page. What they change later does not show
    here.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        self._named: dict[str, list[Tag]] = defaultdict(list)
        self._of_class: dict[str, list[Tag]] = defaultdict(list)
        self._with: dict[str, list[Tag]] = defaultdict(list)
        for tag in soup.descendants:
            if isinstance(tag, Tag):
                self._named[tag.name].append(tag)
                for name in tag.attrs:
                    self._with[name].append(tag)
                for word in tag.attrs.get("class", "").split():
                    self._of_class[word].append(tag)

    def named(self, *names: str) -> list[Tag]:
        """Return the tags with one of these names."""
        return [tag for name in names for tag in self._named.get(name, ())]

    def of_class(self, word: str) -> list[Tag]:
        """Return the tags that have this class among others."""
        return self._of_class.get(word, [])

    def of_class_with(self, part: str) -> list[Tag]:
        """Return the tags that have a class with this part in its name, each once."""
        found = {
            id(tag): tag for word, tags in self._of_class.items() if part in word for tag in tags
        }
        return list(found.values())

    def having(self, attribute: str, value: str | None = None) -> list[Tag]:
        """Return the tags with this attribute, and this value if one is given."""
        found = self._with.get(attribute, [])
        return found if value is None else [tag for tag in found if tag.get(attribute) == value]
