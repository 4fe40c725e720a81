import re
from collections import Counter

import numpy as np
import pytest
import vl_convert
from mathforml.figures import PALETTE
from mathforml.figures.explore_shuffle import LARGER, ONE_BY_ONE, shuffle_explorer
from mathforml.statistics.permutation import permutation_test

CARDS = np.array([1] * 8 + [0] * 6 + [1] * 3 + [0] * 15)


@pytest.fixture(scope="module")
def deals():
    rng = np.random.default_rng(3)
    return np.array([rng.permutation(CARDS) for _ in range(6000)])


def chart(deals, **options):
    names = {"names": ("new", "usual"), "hit": "improved", "source": "the slide"}
    return shuffle_explorer(deals, 14, observed=8, **names, **options)


def drawn(chart, step):
    """Return the fills of the cards, by kind, and the heights of the bars, by colour."""
    spec = chart.to_dict()
    spec["params"][0]["value"] = step
    svg = vl_convert.vegalite_to_svg(spec)
    kinds = re.findall(r'aria-label="column: [^"]*kind: (improved|not improved)"', svg)
    bars = re.findall(r'aria-label="[^"]*deals: ([\d,]+)[^"]*"[^>]*fill="(#\w+)"', svg)
    return Counter(kinds), [(int(n.replace(",", "")), colour) for n, colour in bars]


def test_every_step_of_the_first_is_one_deal(drawn_texts, deals):
    hits = deals[:, :14].sum(axis=1)
    for n in (1, 2, ONE_BY_ONE):
        far = ((hits[:n] >= 8) | (hits[:n] <= 1)).sum()
        words = f"deal {n}: {hits[n - 1]} of 14; as far as 8: {far} ({far / n:.1%})"
        assert words in drawn_texts(chart(deals), step=n)


def test_the_last_step_has_all_deals_and_agrees_with_the_test(drawn_texts, deals):
    last = ONE_BY_ONE + len(LARGER) + 1
    found = [text for text in drawn_texts(chart(deals), step=last) if "deal 6,000" in text]
    far = int(re.search(r"as far as 8: (\d+) ", found[0])[1])
    x, y = CARDS[:14], CARDS[14:]
    test = permutation_test(x, y, n_permutations=6000, rng=np.random.default_rng(4))
    assert far / 6000 == pytest.approx(test.p_value, abs=4 * np.sqrt(2 * 0.0265 / 6000))


def test_cards_and_bars_are_those_of_the_deals(deals):
    kinds, bars = drawn(chart(deals), ONE_BY_ONE)
    assert kinds == {"improved": 11, "not improved": 21}
    expected = np.bincount(deals[:ONE_BY_ONE, :14].sum(axis=1), minlength=12)
    assert [n for n, _ in bars] == expected.tolist()
    far = {PALETTE["purple"] if k in (0, 1, 8, 9, 10, 11) else PALETTE["blue"] for k in (1, 5)}
    assert {colour for _, colour in bars} == far
    assert [colour == PALETTE["purple"] for _, colour in bars] == [
        k <= 1 or k >= 8 for k in range(12)
    ]


def test_what_was_observed_is_marked_and_named(drawn_texts, deals):
    assert "the slide: 8" in drawn_texts(chart(deals))


def test_few_deals_have_few_steps(deals):
    spec = chart(deals[:7]).to_dict()
    assert spec["params"][0]["bind"]["max"] == 7
    assert spec["params"][0]["name"] == "step"


def test_it_describes_itself(deals):
    assert "32 cards in two groups, 14 of them" in chart(deals).to_dict()["description"]


def test_refusals(deals):
    with pytest.raises(ValueError, match="observed must lie between 0 and 11, got 12"):
        shuffle_explorer(deals, 14, observed=12)
    with pytest.raises(ValueError, match=r"deals must have rows of n_first \+ 1 = 33 to 40 cards"):
        shuffle_explorer(deals, 32, observed=8)
    with pytest.raises(ValueError, match="deals must have rows"):
        shuffle_explorer(CARDS, 14, observed=8)
    with pytest.raises(ValueError, match="every row of deals must hold the same cards"):
        shuffle_explorer([[1, 0, 0], [1, 1, 0]], 1, observed=1)
    with pytest.raises(ValueError, match="every row of deals must hold the same cards"):
        shuffle_explorer([[2, 0, 0]], 1, observed=1)
