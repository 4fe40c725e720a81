import numpy as np
import pytest
from mathforml.figures import secant_explorer


def cube(x):
    return x * x * x


@pytest.fixture
def chart():
    return secant_explorer(cube, 1.47, at=0.7, window=(0, 1.75))


@pytest.mark.parametrize("power", [0.0, -2.5, -8.0, -16.0])
def test_the_chart_says_the_slope_that_a_computer_finds(chart, drawn_texts, power):
    h = 10.0**power
    slope = (cube(0.7 + h) - cube(0.7)) / h
    expected = f"h = {h:.2g}: slope {slope:.9f}, error {abs(slope - 1.47):.0e}"
    assert expected in drawn_texts(chart, log_h=power)


def test_at_the_end_the_line_lies_flat(chart, drawn_texts):
    assert any("slope 0.000000000, error 1e+00" in t for t in drawn_texts(chart, log_h=-16.5))


def test_every_place_of_the_slider_has_its_line_its_points_and_its_error(chart):
    spec = chart.to_dict()
    control = next(p for p in spec["params"] if p["name"] == "log_h")
    assert control["value"] == -0.5
    bind = control["bind"]
    places = np.arange(bind["min"], bind["max"] + bind["step"] / 2, bind["step"])
    runs = spec["datasets"][spec["data"]["name"]]
    np.testing.assert_allclose([run["log_h"] for run in runs], places)
    assert min(run["error"] for run in runs) >= 1e-9
    for run in runs:  # every line goes through the point that stays
        share = 0.7 / 1.75
        assert (1 - share) * run["left_y"] + share * run["right_y"] == pytest.approx(
            0.343, abs=1e-3
        )


def test_charts_describe_themselves(chart):
    assert len(chart.to_dict()["description"]) > 80


def test_the_point_must_be_in_the_window():
    with pytest.raises(ValueError, match="at must lie in the window from 0 to 1; got 2"):
        secant_explorer(cube, 12.0, at=2.0, window=(0, 1))
