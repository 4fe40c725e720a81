import re

import numpy as np
import pytest
import vl_convert
from mathforml.calculus.autodiff import Variable, backward
from mathforml.figures import PALETTE, backprop_explorer

BLUE, ORANGE = PALETTE["blue"], PALETTE["orange"]


def paper_loss(w=3.0, b=1.0):
    w, b = Variable(w, "w"), Variable(b, "b")
    return (w * 2 + b - 5) ** 2 + 0.5 * w**2, w, b


@pytest.fixture
def chart():
    return backprop_explorer(paper_loss()[0], "paesqrL")


def numbers(chart, step):
    """Return the values and the slopes that are written, and how many lines are busy."""
    spec = chart.to_dict()
    spec["params"][0]["value"] = step
    svg = vl_convert.vegalite_to_svg(spec)
    texts = {
        colour: re.findall(rf'<text[^>]*fill="{colour}"[^>]*>([^<]*)</text>', svg)
        for colour in (BLUE, ORANGE)
    }
    busy = re.findall(r'<line[^>]*stroke="(#\w+)"[^>]*stroke-width="4"', svg)
    return texts[BLUE], texts[ORANGE], busy


def test_it_starts_with_what_is_given(chart, drawn_texts):
    assert "given: w = 3, b = 1" in drawn_texts(chart)
    assert numbers(chart, 0) == (["w = 3", "b = 1"], [], [])


def test_values_come_one_by_one_in_the_order_of_computation(chart, drawn_texts):
    expected = ["p = 6", "a = 7", "e = 2", "s = 4", "q = 9", "r = 4.5", "L = 8.5"]
    for step in range(1, 8):
        values, slopes, busy = numbers(chart, step)
        assert sorted(values) == sorted(["w = 3", "b = 1", *expected[:step]])
        assert slopes == []
        assert set(busy) == {BLUE}
    assert "forwards: a = p + b = 7" in drawn_texts(chart, step=2)
    assert "forwards: e = a − 5 = 2" in drawn_texts(chart, step=3)


def test_each_step_back_uses_one_line_and_those_that_meet_are_added(chart, drawn_texts):
    assert numbers(chart, 8)[1] == ["1"]
    for step in range(9, 18):
        assert numbers(chart, step)[2] == [ORANGE]
    words = "back to w, from q: 6 × 0.5 = 3"
    assert words in drawn_texts(chart, step=12)
    words = "back to w, from p: 3 + 2 × 4 = 11"
    assert words in drawn_texts(chart, step=17)
    assert "p by 2 per w, L by 4 per p" in drawn_texts(chart, step=17)


def test_at_the_end_the_slopes_are_those_of_the_sweep(chart):
    assert sorted(numbers(chart, 17)[1]) == sorted(["11", *"4444", "1", "0.5", "1", "1"])


def test_other_numbers_and_functions(drawn_texts):
    x = Variable(2.0, "x")
    end = np.exp(x * x) / x
    chart = backprop_explorer(end, ["u", "v", "f"])
    assert "forwards: v = exp u = 54.6" in drawn_texts(chart, step=2)
    last = chart.to_dict()["params"][0]["bind"]["max"]
    backward(end)
    assert f"{float(x.gradient):.4g}" in drawn_texts(chart, step=last)  # by four uses of x
    assert last == 3 + 1 + 5


def test_the_slider_goes_from_what_is_given_to_the_last_slope(chart):
    control = chart.to_dict()["params"][0]
    assert control["name"] == "step"
    assert control["bind"]["min"] == 0
    assert control["bind"]["max"] == 17


def test_it_describes_itself(chart):
    assert "from its inputs at the left to L at the right" in chart.to_dict()["description"]


def test_refusals():
    with pytest.raises(
        ValueError, match="letters must name the steps of the calculation, at most"
    ):
        backprop_explorer(paper_loss()[0], "pae")
    with pytest.raises(ValueError, match="got 0 for 0"):
        backprop_explorer(Variable(2.0, "x"), "")
    with pytest.raises(ValueError, match="every step of the calculation must be one number"):
        backprop_explorer(np.sum(Variable([1.0, 2.0], "x") * 2), "ps")


def test_lines_run_between_the_circles_at_every_width():
    for width in (280, 440):
        spec = backprop_explorer(paper_loss()[0], "paesqrL").properties(width=width).to_dict()
        svg = vl_convert.vegalite_to_svg(spec)
        found = re.findall(r'translate\(([\d.]+),([\d.]+)\)" x2="([-\d.]+)" y2="([-\d.]+)"', svg)
        lengths = sorted(np.hypot(float(x), float(y)) for _, _, x, y in found)
        column = width / (5 + 2 * 0.55)
        assert len(lengths) == 9
        assert lengths[0] == pytest.approx(column - 2 * 19, abs=0.1)
