"""Every place that another page may refer to has a label of a known kind, once."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath

PREFIXES = (
    *("ch-", "sec-", "eq-", "fig-", "tab-", "ex-", "sol-", "quiz-", "predict-"),
    *("thm-", "lem-", "def-", "prf-", "alg-", "rem-"),
)


def test_chapter_is_labelled_by_its_file(chapter):
    label = f"(ch-{PurePosixPath(chapter.name).name})="
    titles = [i for i, line in enumerate(chapter.lines) if line.startswith("# ")]
    assert titles, f"{chapter.name} has no title"
    above = chapter.lines[titles[0] - 1]
    assert above == label, f"{chapter.at(titles[0])}: {label} must stand above the title"


def test_labels_tell_their_kind(chapter):
    for label, line in chapter.labels:
        assert label.startswith(PREFIXES), (
            f"{chapter.at(line)}: '{label}' starts with none of {', '.join(PREFIXES)}"
        )


def test_labels_are_unique_in_the_book(pages):
    places = defaultdict(list)
    for page in pages:
        for label, line in page.labels:
            places[label].append(page.at(line))
    twice = {label: where for label, where in places.items() if len(where) > 1}
    assert not twice
