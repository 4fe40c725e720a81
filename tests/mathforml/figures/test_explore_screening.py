import re
from collections import Counter

import numpy as np
import pytest
import vl_convert
from mathforml.figures.explore_screening import COLOURS, screening_explorer
from mathforml.probability.bayes import natural_frequencies


def drawn_counts(chart, **values):
    """How many marks of each colour Vega draws, the legend left out."""
    spec = chart.to_dict()
    for parameter in spec["params"]:
        parameter["value"] = values.get(parameter["name"], parameter["value"])
    marks = re.findall(
        r'<path aria-label="column[^>]*fill="(#\w+)"', vl_convert.vegalite_to_svg(spec)
    )
    return [Counter(marks)[colour] for colour in COLOURS]


@pytest.mark.parametrize(
    ("base_rate", "sensitivity", "specificity"),
    [(1, 90, 91), (37, 90, 91), (50, 99, 50), (0.5, 50, 99)],
)
def test_people_and_words(drawn_texts, base_rate, sensitivity, specificity):
    rates = {"base_rate": base_rate, "sensitivity": sensitivity, "specificity": specificity}
    expected = natural_frequencies(1000, **{name: rate / 100 for name, rate in rates.items()})
    drawn = drawn_counts(screening_explorer(), **rates)
    assert sum(drawn) == 1000
    np.testing.assert_allclose(drawn, expected, atol=1)
    found, _, alarmed, _ = drawn
    assert (
        f"of {found + alarmed} positives, {found} ill ({found / (found + alarmed):.0%})"
        in drawn_texts(screening_explorer(), **rates)
    )


def test_the_chart_starts_where_it_is_told(drawn_texts):
    assert "of 98 positives, 9 ill (9%)" in drawn_texts(screening_explorer())
    assert screening_explorer(base_rate=5).to_dict()["params"][0]["value"] == 5


def test_it_holds_no_data_and_describes_itself():
    chart = screening_explorer().to_dict()
    assert "datasets" not in chart
    assert "1,000 people" in chart["description"]


@pytest.mark.parametrize("name", ["base_rate", "sensitivity", "specificity"])
def test_refusals(name):
    with pytest.raises(ValueError, match=f"{name} must lie between 0 and 100"):
        screening_explorer(**{name: 100})
