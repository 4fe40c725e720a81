"""What the course promises is taught somewhere: `book/course/syllabus.csv` says where.

A row is a topic, the chapters that owe it, the labels of the sections that teach it, and the code
that waits for them. The labels of a chapter are filled in when the chapter is in the table of
contents; the code is taken out when the chapter uses it (`tests/house/test_use.py`).
"""

from __future__ import annotations

import csv
import re
from typing import NamedTuple

from bookbuild.paths import BOOK

OWNER = re.compile(r"(day1|day2|cases|course)/[a-z-]+")
EVERYWHERE = ("every chapter", "site search")


class Topic(NamedTuple):
    """A row of the syllabus: its line, its topic, who owes it, and the labels that teach it."""

    line: int
    name: str
    chapters: str
    labels: list[str]

    @property
    def owners(self) -> list[str]:
        """The pages among the chapters; `every chapter` and `site search` are none."""
        named = self.chapters
        for words in EVERYWHERE:
            named = named.replace(words, "")
        return named.split()


def topics() -> list[Topic]:
    with (BOOK / "course/syllabus.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["topic", "chapters", "section", "code"]
    return [
        Topic(i, topic, chapters, labels.split())
        for i, (topic, chapters, labels, _) in enumerate(rows, 2)
    ]


def test_every_topic_is_owed_by_someone():
    for topic in topics():
        assert topic.name, f"line {topic.line} has no topic"
        assert topic.chapters, f"'{topic.name}' is owed by no chapter"
        for owner in topic.owners:
            assert OWNER.fullmatch(owner), f"'{topic.name}': '{owner}' is no page of the book"


def test_no_topic_stands_twice():
    names = [topic.name for topic in topics()]
    assert len(names) == len(set(names))


def test_every_label_is_in_a_chapter_that_owes_the_topic(pages):
    labels = {page.name: {label for label, _ in page.labels} for page in pages}
    for topic in topics():
        known = set().union(*(labels.get(owner, set()) for owner in topic.owners))
        for label in topic.labels:
            assert label in known, (
                f"'{topic.name}' is said to be taught at '{label}', "
                f"but there is no such label in {topic.chapters}"
            )


def test_no_chapter_owes_a_topic(pages):
    debts = [
        f"{page.name} owes '{topic.name}': name its section in book/course/syllabus.csv"
        for page in pages
        for topic in topics()
        if page.name in topic.owners and not {label for label, _ in page.labels} & {*topic.labels}
    ]
    assert not debts, "\n".join(debts)
