import re

import numpy as np
import pytest
import vl_convert
from mathforml.figures import PALETTE
from mathforml.figures._charts import WIDTH
from mathforml.figures.explore_averages import (
    DRAWS,
    MOST,
    PRIME,
    ROUNDS,
    M,
    averages_explorer,
)
from scipy import stats


def uniforms(step):
    """The numbers that the browser makes, a row for each average, by whole numbers in NumPy."""
    k = np.arange(M * MOST)
    s = (40503 * k + 69811 * step + 12345) % PRIME
    for salt in range(ROUNDS):
        s = (s * s + k + 641 * step + salt) % PRIME
    return ((s + 0.5) / PRIME).reshape(M, MOST)


def averages(source, n, step=1):
    u = uniforms(step)[:, :n]
    values = -2 * np.log(u) if source == "waits" else np.tan(np.pi * (u - 0.5))
    return values.mean(axis=1)


def bars(chart, **values):
    """The heights of the blue bars that Vega draws, by their left edge."""
    spec = chart.to_dict()
    for parameter in spec["params"]:
        parameter["value"] = values.get(parameter["name"], parameter["value"])
    drawn = re.findall(
        r'aria-label="average: ([^;]*); of 400 averages: (\d+)', vl_convert.vegalite_to_svg(spec)
    )
    return {round(float(left.replace("−", "-")), 1): int(count) for left, count in drawn}


@pytest.mark.parametrize(
    ("source", "n", "step"),
    [("waits", 1, 1), ("waits", 64, 1), ("waits", 7, 23), ("ratios", 1, 2), ("ratios", 64, 1)],
)
def test_bars_and_words_are_those_of_the_averages(drawn_texts, source, n, step):
    expected = averages(source, n, step)
    low, width = (0, 0.1) if source == "waits" else (-6, 0.2)
    counts, edges = np.histogram(expected, low + width * np.arange(61))
    drawn = bars(averages_explorer(), source=source, n=n, step=step)
    assert drawn == {
        round(float(left), 1): count
        for left, count in zip(edges[:-1], counts, strict=True)
        if count
    }
    outside = M - counts.sum()
    (words,) = (
        text
        for text in drawn_texts(averages_explorer(), source=source, n=n, step=step)
        if text.startswith("middle half")
    )
    numbers = [float(x.replace("−", "-")) for x in re.findall(r"[−\d.]+", words)]
    np.testing.assert_allclose(numbers[:2], np.quantile(expected, [0.25, 0.75]), atol=0.006)
    assert numbers[2:] == ([outside] if outside else [])


def test_numbers_are_as_good_as_independent():
    u = np.array([uniforms(step) for step in range(1, DRAWS + 1)])
    assert stats.kstest(u.ravel(), "uniform").statistic < 2 / np.sqrt(u.size)
    for a, b in ((u[:, :, 1:], u[:, :, :-1]), (u[:, 1:], u[:, :-1]), (u[1:], u[:-1])):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 3.5 / np.sqrt(a.size)


@pytest.mark.parametrize("n", [1, 8, 64])
def test_draws_spread_as_theory_says(n):
    """Waits have the standard deviation 2/sqrt(n); half of the ratios lies in -1 to 1, always."""
    waits = np.array([averages("waits", n, step) for step in range(1, DRAWS + 1)])
    assert waits.std() == pytest.approx(2 / np.sqrt(n), rel=0.02)
    ratios = np.array([averages("ratios", n, step) for step in range(1, DRAWS + 1)])
    low, high = np.quantile(ratios, [0.25, 0.75], axis=1)
    assert low.mean() == pytest.approx(-1, abs=0.06)
    assert high.mean() == pytest.approx(1, abs=0.06)
    # a quartile of 400 spreads as sqrt(3/16 / 400) over the density there, 1/(2 pi)
    assert high.std() == pytest.approx(0.136, rel=0.3)


@pytest.mark.parametrize("n", [4, 64])
def test_the_bell_is_the_normal_density(n):
    svg = vl_convert.vegalite_to_svg(averages_explorer(n=n).to_dict())
    (path,) = re.findall(rf'<path[^>]* d="(M[^"]*)"[^>]*stroke="{PALETTE["purple"]}"', svg)
    x, y = np.array(re.findall(r"([-\d.]+),([-\d.]+)", path), dtype=float).T
    x, heights = 6 * x / WIDTH, 90 * (1 - y / 240)
    expected = M * 0.1 * stats.norm(2, 2 / np.sqrt(n)).pdf(x)
    np.testing.assert_allclose(heights, expected, atol=0.01)


def test_only_waits_have_a_bell(drawn_texts):
    assert "the bell" in drawn_texts(averages_explorer())
    assert "the bell" not in drawn_texts(averages_explorer(), source="ratios")
    assert "the bell" not in drawn_texts(averages_explorer(source="ratios", n=64))


def test_it_holds_no_samples_and_describes_itself():
    chart = averages_explorer().to_dict()
    assert sum(len(rows) for rows in chart["datasets"].values()) < 130
    assert "400 averages" in chart["description"]
    assert [p["name"] for p in chart["params"]] == ["source", "n", "step"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "dice"}, "source must be one of waits, ratios; got 'dice'"),
        ({"n": 65}, "n must be at most 64, got 65"),
        ({"n": 0}, "n must be at least 1"),
    ],
)
def test_refusals(arguments, message):
    with pytest.raises(ValueError, match=message):
        averages_explorer(**arguments)
