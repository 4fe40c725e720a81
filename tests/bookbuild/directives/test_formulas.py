"""Formulas are drawn when the book is built, and a wrong one is named."""

from __future__ import annotations

import re

import pytest
from bookbuild.directives.formulas import FormulaError, render


def test_formula_is_drawn_for_eyes_and_for_screen_readers():
    html = render(r"\frac{1}{2}")
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in html
    assert 'aria-hidden="true"' in html
    # for who copies it
    assert re.findall(r"<annotation [^>]*>(.*?)</annotation>", html) == [r"\frac{1}{2}"]


def test_display_formula_is_drawn_as_a_block():
    assert 'display="block"' in render("x^2", display=True)
    assert 'display="block"' not in render("x^2")


@pytest.mark.parametrize(
    ("macro", "meaning"),
    [
        (r"w \in \R", '<mi mathvariant="double-struck">R</mi>'),
        (r"A\T", "mathsf"),
        (r"\argmin_w L(w)", "min"),
        (r"\norm{x}", "∥"),
    ],
)
def test_macros_of_the_book_are_known(macro, meaning):
    assert meaning in render(macro)


def test_lengths_are_given_to_a_hundredth_of_the_size_of_the_font():
    html = render(r"\sqrt{\frac{a_i}{b}} \overbrace{x}^{2.7182} \text{1.2345em}")
    lengths = re.findall(r"-?[\d.]+(?=em)", " ".join(re.findall(r'style="([^"]*)"', html)))
    assert len(lengths) > 20
    assert max(len(length.rpartition(".")[2]) for length in lengths if "." in length) == 2
    assert "1.2345em" in html  # which is no length


@pytest.mark.parametrize("latex", [r"\frac{1}{", r"\nonsense", "x^", r"\begin{aligned} x"])
def test_wrong_formula_is_an_error(latex):
    with pytest.raises(FormulaError, match=r"KaTeX parse error|parse"):
        render(latex)


def test_process_survives_a_wrong_formula():
    with pytest.raises(FormulaError):
        render(r"\frac{2}{")
    assert "<mn>3</mn>" in render("3")


def test_page_has_formulas_numbers_and_references(build_book):
    text = (
        "# Title\n\nBy {eq}`eq-line`, $b = 1$.\n\n```{math}\n:label: eq-line\ny = a x + b\n```\n"
    )
    book = build_book({"index": text}, "directives.formulas", "site.head")
    page = book.html()
    assert not book.warnings
    assert len(page.select("span.math math")) == 1
    assert len(page.select("div.math math")) == 1
    assert page.select_one("div.math .eqno").get_text().startswith("(1)")
    assert page.select_one('a[href="#equation-eq-line"]').get_text() == "(1)"


def test_wrong_formula_on_a_page_is_named_with_its_text(build_book):
    text = "# Title\n\n$x$ and\n\n$$\n\\frac{1}{\n$$\n"
    (warning,) = build_book({"index": text}, "directives.formulas", "site.head").warnings
    assert "/index.md:5: WARNING: bad formula '\\frac{1}{': KaTeX" in warning
