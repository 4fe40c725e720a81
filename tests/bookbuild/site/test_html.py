"""Tags are found as CSS finds them, which is the slow way that this replaces."""

from __future__ import annotations

import pytest
from bookbuild.site.html import Tags, parse

PAGE = parse(
    '<main id="top"><i class="fa-bars fa-solid"></i><p class="a b">1<b class="b">2</b></p>'
    '<img class="bc" role="x"><img role="y"><summary>3</summary></main><p>4</p>'
)


@pytest.mark.parametrize(
    ("find", "selector"),
    [
        (lambda tags: tags.named("p"), "p"),
        (lambda tags: tags.named("img", "summary"), "img, summary"),
        (lambda tags: tags.named("table"), "table"),
        (lambda tags: tags.of_class("b"), ".b"),
        (lambda tags: tags.of_class("none"), ".none"),
        (lambda tags: tags.of_class_with("fa-"), "[class*=fa-]"),
        (lambda tags: tags.having("role"), "[role]"),
        (lambda tags: tags.having("role", "y"), "[role=y]"),
        (lambda tags: tags.having("id", "top"), "#top"),
        (lambda tags: tags.having("id", "b"), "#b"),
    ],
)
def test_found_as_by_css(find, selector):
    assert find(Tags(PAGE)) == PAGE.select(selector)


def test_an_attribute_that_a_rule_took_away_is_no_longer_found():
    page = parse('<p role="x"></p>')
    tags = Tags(page)
    del page.p["role"]
    assert tags.having("role", "x") == []
