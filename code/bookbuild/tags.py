"""Find the tags of a page quickly: rules ask for some thirty kinds of tags on every page."""

from __future__ import annotations

from collections import defaultdict

from bs4 import BeautifulSoup, Tag


class Tags:
    """The tags of a page by name, class, id and attribute, found in one walk through it.

    What rules change later does not show here.
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
