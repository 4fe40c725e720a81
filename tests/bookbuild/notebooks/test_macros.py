"""Formulas without the book's macros."""

from __future__ import annotations

import pytest
from bookbuild.directives.formulas import MACROS
from bookbuild.notebooks.markdown.macros import expand_macros


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"x \in \R^n", r"x \in \mathbb{R}^n"),
        (r"\Re x", r"\Re x"),
        (r"A\T A", r"A^{\mathsf{T}} A"),
        (r"\norm{x}", r"\left\lVert x \right\rVert"),
        (r"\norm {x}", r"\left\lVert x \right\rVert"),
        (r"\norm x", r"\left\lVert x \right\rVert"),
        (r"\norm\theta", r"\left\lVert \theta \right\rVert"),
        (r"\norm{\frac{a}{b}}", r"\left\lVert \frac{a}{b} \right\rVert"),
        (r"\norm{\{a\}}", r"\left\lVert \{a\} \right\rVert"),
        (
            r"\norm{\norm{x}\T}",
            r"\left\lVert \left\lVert x \right\rVert^{\mathsf{T}} \right\rVert",
        ),
        (r"a \\R", r"a \\R"),
        (r"a \\\R", r"a \\\mathbb{R}"),
    ],
)
def test_macros_are_replaced_by_their_definitions(written, expected):
    assert expand_macros(written, MACROS) == expected


def test_a_definition_may_use_other_macros_and_several_arguments():
    macros = {r"\inner": r"\norm{#1} \cdot \norm{#2}", r"\norm": r"|#1|"}
    assert expand_macros(r"\inner{a}{b}", macros) == r"|a| \cdot |b|"


@pytest.mark.parametrize("broken", [r"\norm", r"\norm{x"])
def test_a_missing_argument_is_refused(broken):
    with pytest.raises(ValueError, match=r"argument|brace"):
        expand_macros(broken, MACROS)
