import re
from collections import Counter

import numpy as np
import pytest
import vl_convert
from mathforml.figures.explore_missing import COLOURS, REPAIRS, missing_explorer
from mathforml.statistics.imputation import multiple_imputation, regression_imputation
from mathforml.statistics.rubin import rubin
from scipy import stats

data = np.random.default_rng(0)
X = data.uniform(0, 10, size=80)
Y = 5 * X + data.normal(0, 5, size=80) + 20
GAPS = {"coin": data.random(80) < 0.4, "x": X > 5, "itself": Y > 45}


def chart(**changes):
    given = {"x": X, "y": Y, "gaps": GAPS, "names": ("dose", "answer")}
    return missing_explorer(**given | changes, rng=np.random.default_rng(1))


def readout(drawn_texts, mechanism, repair):
    texts = drawn_texts(chart(), mechanism=mechanism, repair=repair)
    (found,) = (text for text in texts if text.startswith("estimate"))
    return found


def words(estimate, low, high):
    return f"estimate {estimate:.0f}, interval {low:.0f} to {high:.0f}; truth {Y.mean():.0f}"


def plain(values):
    interval = stats.t(len(values) - 1, values.mean(), stats.sem(values)).interval(0.95)
    return words(values.mean(), *interval)


@pytest.mark.parametrize("mechanism", GAPS)
def test_every_mechanism_and_repair_in_words(drawn_texts, mechanism):
    mask, table = GAPS[mechanism], np.column_stack([np.ones(80), X])
    gappy = np.where(mask, np.nan, Y)
    assert readout(drawn_texts, mechanism, REPAIRS[0]) == plain(Y[~mask])
    filled = np.where(mask, Y[~mask].mean(), Y)
    assert readout(drawn_texts, mechanism, REPAIRS[1]) == plain(filled)
    assert readout(drawn_texts, mechanism, REPAIRS[2]) == plain(
        regression_imputation(gappy, table)
    )
    many = multiple_imputation(gappy, table, n_imputations=4000, rng=np.random.default_rng(2))
    expected = rubin(many.mean(axis=1), many.var(axis=1, ddof=1) / 80)
    found = [int(n) for n in re.findall(r"-?\d+", readout(drawn_texts, mechanism, REPAIRS[3]))]
    # 50 imputations, and whole numbers
    np.testing.assert_allclose(
        found[:3],
        [expected.estimate, *expected.interval()],
        atol=1 + 0.5 * expected.standard_error,
    )


def drawn_marks(mechanism, repair):
    """How many points of each colour Vega draws, the legend left out."""
    spec = chart().to_dict()
    for parameter in spec["params"]:
        if parameter["name"] in ("mechanism", "repair"):
            parameter["value"] = {"mechanism": mechanism, "repair": repair}[parameter["name"]]
    marks = re.findall(
        r'<path aria-label="dose[^>]*stroke="(#\w+)"', vl_convert.vegalite_to_svg(spec)
    )
    return [Counter(marks)[colour] for colour in COLOURS]


@pytest.mark.parametrize("mechanism", GAPS)
def test_who_is_seen_missing_and_filled_in(mechanism):
    missing = int(GAPS[mechanism].sum())
    assert drawn_marks(mechanism, REPAIRS[0]) == [80 - missing, missing, 0]
    assert drawn_marks(mechanism, REPAIRS[2]) == [80 - missing, missing, missing]


def test_it_starts_with_the_first_mechanism_and_describes_itself():
    spec = chart().to_dict()
    values = {p["name"]: p["value"] for p in spec["params"]}
    assert values == {"mechanism": "coin", "repair": REPAIRS[0]}
    assert "80 points by dose and answer" in spec["description"]
    assert chart(mechanism="itself").to_dict()["params"][0]["value"] == "itself"


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"gaps": {}}, ValueError, "gaps must hold at least one mechanism"),
        ({"y": Y[1:]}, ValueError, "must have the same number of rows"),
        ({"gaps": {"coin": [True]}}, ValueError, "must have the same number of rows"),
        ({"x": [np.nan]}, ValueError, "x must be finite"),
        (
            {"gaps": {"coin": np.full(80, 0.5)}},
            TypeError,
            r"gaps\['coin'\] must hold True and Fal",
        ),
        ({"gaps": GAPS | {"all": X >= 0}}, ValueError, r"gaps\['all'\] cannot be filled"),
        ({"y": 2 * X + 1}, ValueError, r"gaps\['coin'\] cannot be filled"),
        (
            {"mechanism": "dice"},
            ValueError,
            "mechanism must be one of coin, x, itself, got 'dice'",
        ),
    ],
)
def test_refusals(changes, error, message):
    with pytest.raises(error, match=message):
        chart(**changes)


def test_chance_is_passed_in():
    with pytest.raises(TypeError, match="rng must be a generator"):
        missing_explorer(X, Y, GAPS, names=("dose", "answer"), rng=0)


def test_the_true_mean_is_named(drawn_texts):
    assert "mean of all" in drawn_texts(chart())
