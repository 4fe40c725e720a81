"""The interactive charts, drawn by Vega outside the book, must show what the package computes."""

import re

import numpy as np
import pytest
import vl_convert
from mathforml.figures import descent_explorer, line_explorer
from mathforml.figures.explorables import contour_lines
from mathforml.iteration import take
from mathforml.losses import empirical_risk, squared
from mathforml.optimize.gradient_descent import gradient_descent

X = np.array([1.0, 2.0, 4.0, 7.0])
Y = np.array([3.0, 2.0, 6.0, 8.0])


def drawn_texts(chart, **values):
    """Every text in the chart when its parameters have these values."""
    spec = chart.to_dict()
    for parameter in spec["params"]:
        if parameter["name"] in values:
            parameter["value"] = values[parameter["name"]]
    return re.findall(r"<text[^>]*>([^<]*)</text>", vl_convert.vegalite_to_svg(spec))


@pytest.fixture
def line_chart():
    return line_explorer(
        X, Y, x_title="x", y_title="y", slopes=(0, 3, 0.5), intercepts=(-4, 10, 1)
    )


@pytest.mark.parametrize(("w", "b"), [(0.0, 5.0), (1.5, -1.0), (3.0, 10.0)])
def test_the_chart_shows_the_empirical_risk_of_the_readers_line(line_chart, w, b):
    expected = empirical_risk(squared, Y, w * X + b)
    assert f"mean squared error: {expected:,.0f}" in drawn_texts(line_chart, slope=w, intercept=b)


def test_the_line_starts_at_the_mean_for_everybody(line_chart):
    start = {p["name"]: p["value"] for p in line_chart.to_dict()["params"] if "value" in p}
    assert start["slope"] == 0
    assert abs(start["intercept"] - Y.mean()) <= 0.5


def toy_loss(theta):
    return theta[0] ** 2 + 3 * theta[1] ** 2


def toy_grad(theta):
    return np.array([2 * theta[0], 6 * theta[1]])


def test_the_run_behind_the_slider_is_the_one_of_the_package():
    starts = {"near": [1.0, 1.0], "far": [-4.0, 2.0]}
    chart = descent_explorer(
        toy_loss,
        toy_grad,
        starts,
        etas=[0.05, 0.1, 0.15],
        x=(-5, 5),
        y=(-5, 5),
        names=["a", "b"],
        eta=0.1,
        n_steps=7,
    )
    for start in starts:
        for eta in (0.05, 0.1, 0.15):
            end = take(gradient_descent(toy_loss, toy_grad, starts[start], eta=eta), 8)[-1]
            shown = next(t for t in drawn_texts(chart, eta=eta, start=start) if "after 7" in t)
            assert float(shown.rpartition(":")[2]) == pytest.approx(end.loss, rel=0.01)


def test_contour_lines_lie_on_their_height():
    lines = contour_lines(toy_loss, np.linspace(-2, 2, 81), np.linspace(-2, 2, 81))
    heights = toy_loss(lines[["x", "y"]].to_numpy().T)
    spread = lines.assign(height=heights).groupby("line")["height"]
    # linear interpolation on a grid of spacing h errs by at most h^2 / 8 times the curvature
    assert (spread.max() - spread.min()).max() < 2 * 6 * 0.05**2 / 8 + 1e-2


def test_charts_describe_themselves(line_chart):
    assert len(line_chart.to_dict()["description"]) > 80


@pytest.mark.parametrize("etas", [[0.1], [0.1, 0.2, 0.4]])
def test_step_sizes_must_be_evenly_spaced(etas):
    with pytest.raises(ValueError, match="etas"):
        descent_explorer(
            toy_loss, toy_grad, {"s": [1, 1]}, etas, x=(-1, 1), y=(-1, 1), names="ab", eta=0.1
        )
