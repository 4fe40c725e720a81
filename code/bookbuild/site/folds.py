"""Fold the topics of *Going further* in the pages that are written."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from bookbuild.directives.lengths import TOPIC
from bookbuild.site.html import Tags


def fold_topics(soup: BeautifulSoup, tags: Tags) -> None:
    """Let a topic of *Going further* open at its heading, without a script."""
    for section in tags.of_class(TOPIC):
        content = [child for child in section.contents if isinstance(child, Tag)]
        heading = next(child for child in content if child.name in ("h2", "h3", "h4"))
        fold, handle = soup.new_tag("details"), soup.new_tag("summary")
        after = list(heading.next_siblings)
        heading.insert_before(fold)
        handle.append(heading)
        fold.append(handle)
        fold.extend(after)
