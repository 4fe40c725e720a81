"""A chapter has figures that speak, questions, and exercises at three levels."""

from __future__ import annotations

import pytest
from bookbuild.execution.pictures import PICTURE, VEGALITE

LEVELS = ("paper", "code", "judgement")
EXERCISES = ("exercise", "exercise-start")
SOLUTIONS = ("solution", "solution-start")


def test_figures_have_a_name_a_caption_and_alt_text(chapter, outputs):
    for i, (cell, shown) in enumerate(zip(chapter.cells, outputs, strict=True)):
        kinds = {kind for output in shown for kind in output.get("data", ())}
        if PICTURE not in kinds:
            continue
        options = cell.metadata.get("mystnb", {})
        figure, image = options.get("figure", {}), options.get("image", {})
        place = f"{chapter.at(cell.metadata.line)}: the figure of cell {i}"
        assert str(figure.get("name", "")).startswith("fig-"), f"{place} has no name 'fig-...'"
        assert figure.get("caption"), f"{place} has no caption"
        # a chart carries its alt text itself, as its description
        assert image.get("alt") or VEGALITE in kinds, f"{place} has no alt text"
        assert image.get("alt") != figure["caption"], f"{place}: its alt text repeats its caption"


@pytest.mark.parametrize("kind", ["quiz", "predict"])
def test_chapter_asks_the_reader(chapter, kind):
    found = [directive for directive in chapter.directives if directive.name == kind]
    assert found, f"{chapter.name} has no {kind}"


@pytest.mark.parametrize("level", LEVELS)
def test_chapter_has_an_exercise_of_each_level(chapter, level):
    classes = [d.options.get("class", "") for d in chapter.directives if d.name in EXERCISES]
    assert level in " ".join(classes).split(), (
        f"{chapter.name} has no exercise with `:class: {level}`"
    )


def test_every_exercise_has_a_level_a_hint_and_a_solution(chapter):
    starts = [i for i, d in enumerate(chapter.directives) if d.name in EXERCISES]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        exercise, *rest = chapter.directives[start:end]
        label = exercise.options.get("label", "")
        place = f"{chapter.at(exercise.line)}: exercise '{exercise.argument}'"
        assert label.startswith("ex-"), f"{place} has no label 'ex-...'"
        assert exercise.options.get("class") in LEVELS, f"{place} has none of the levels {LEVELS}"
        hints = [d for d in rest if d.name == "admonition" and d.argument == "Hint"]
        assert hints, f"{place} has no hint"
        solutions = [d for d in rest if d.name in SOLUTIONS and d.argument == label]
        assert solutions, f"{place} has no solution after it"
        assert solutions[0].options.get("label") == label.replace("ex-", "sol-", 1), (
            f"{place}: the label of its solution must be {label.replace('ex-', 'sol-', 1)}"
        )
