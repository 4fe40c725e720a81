import re

import numpy as np
import pytest
import sklearn.linear_model
import vl_convert
from mathforml import figures

X = np.linspace(0, 6, 20)
Y = np.random.default_rng(0).normal(6, 1, 20)
NAMES = "hours", "glucose"


def truth(x):
    return 6 + 0 * x


def explorer(**options):
    given = {"x": X, "y": Y, "truth": truth, "noise": 0.5, "names": NAMES} | options
    return figures.generalisation_explorer(**given)


@pytest.mark.parametrize(("degree", "power"), [(1, -6), (5, 0), (12, -6), (15, 3)])
def test_errors_are_those_of_ridge_in_scikit_learn(drawn_texts, degree, power):
    def features(x):
        return np.polynomial.legendre.legvander(x / 3 - 1, degree)[:, 1:]

    model = sklearn.linear_model.Ridge(alpha=10.0**power).fit(features(X), Y)
    train = np.mean((model.predict(features(X)) - Y) ** 2)
    grid = np.linspace(0, 6, 101)
    new = np.mean((model.predict(features(grid)) - truth(grid)) ** 2) + 0.25
    words = f"error on these data {train:.2f}, on new data {new:,.2f}"
    assert words in drawn_texts(explorer(), degree=degree, power=power)


def test_the_curve_is_drawn_where_the_fit_is(drawn_texts):
    """With a price of 1000, and degree 1, the line is level at the mean."""
    spec = explorer().to_dict()
    for parameter in spec["params"]:
        parameter["value"] = {"degree": 1, "power": 3}[parameter["name"]]
    svg = vl_convert.vegalite_to_svg(spec)
    (path,) = re.findall(r'<path aria-label="[^"]*number[^>]* d="([^"]*)" stroke="#d0590a"', svg)
    points = np.array([[float(v) for v in p.split(",")] for p in re.split("[ML]", path)[1:]])
    assert len(points) == 49
    np.testing.assert_allclose(points[[0, -1], 0], [0, 440], atol=0.01)
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    expected = 280 * (high - Y.mean()) / (high - low)
    np.testing.assert_allclose(points[:, 1], expected, atol=2)


def test_small_units_draw_the_same_picture_and_show_their_digits(drawn_texts):
    size = 1e-4
    small = explorer(y=size * Y, truth=lambda x: size * truth(x), noise=size * 0.5)
    low, high = small.to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    usual = explorer().to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    np.testing.assert_allclose([low / size, high / size], usual, atol=0.1)
    texts = drawn_texts(small, degree=1, power=3)
    (found,) = (text for text in texts if text.startswith("error on these data"))
    train = float(re.search(r"[\d.]+", found)[0])
    assert train == pytest.approx(size**2 * np.var(Y), rel=0.1)


def test_it_starts_where_it_is_told_and_describes_itself():
    chart = explorer(degree=3, power=-2).to_dict()
    assert [p["value"] for p in chart["params"]] == [3, -2]
    assert "20 dots, glucose against hours" in chart["description"]
    assert len(str(chart["datasets"])) < 60_000


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"degree": 16}, ValueError, "degree must be at most 15, got 16"),
        ({"degree": 0}, ValueError, "degree must be at least 1"),
        ({"power": 4}, ValueError, "power must be at most 3"),
        ({"power": -1.5}, TypeError, "power must be an integer"),
        ({"noise": -1}, ValueError, "noise must be at least 0"),
        ({"truth": None}, TypeError, "truth must be a function"),
        ({"x": 0 * X}, ValueError, "x must hold at least two different values"),
        ({"y": 0 * Y}, ValueError, "y must hold at least two different values"),
    ],
)
def test_refusals(options, error, message):
    with pytest.raises(error, match=message):
        explorer(**options)
