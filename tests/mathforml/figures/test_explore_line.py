import numpy as np
import pytest
from mathforml.figures import line_explorer
from mathforml.losses import absolute, empirical_risk, squared

X = np.array([1.0, 2.0, 4.0, 7.0])
Y = np.array([3.1, 2.02, 6.03, 8.17])  # no mean lies half-way between two that are printed


@pytest.fixture
def line_chart():
    return line_explorer(X, Y, names=["x", "y"], slopes=(0, 3, 0.5), intercepts=(-4, 10, 1))


@pytest.mark.parametrize(("w", "b"), [(0.0, 5.0), (1.5, -1.0), (3.0, 10.0)])
def test_the_chart_shows_the_empirical_risk_of_the_readers_line(line_chart, drawn_texts, w, b):
    square, size = (empirical_risk(loss, Y, w * X + b) for loss in (squared, absolute))
    expected = f"mean error: squared {square:,.0f}, absolute {size:.1f}"
    assert expected in drawn_texts(line_chart, slope=w, intercept=b)


def test_the_line_starts_at_the_mean_for_everybody(line_chart):
    start = {p["name"]: p["value"] for p in line_chart.to_dict()["params"] if "value" in p}
    assert start["slope"] == 0
    assert abs(start["intercept"] - Y.mean()) <= 0.5


def test_charts_describe_themselves(line_chart):
    assert len(line_chart.to_dict()["description"]) > 80
