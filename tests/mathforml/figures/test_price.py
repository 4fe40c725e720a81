import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import PALETTE, price_curve, subplots, weight_paths

LAMS = [100.0, 10.0, 1.0]
ERRORS = [9.0, 5.0, 7.0]
BARS = [1.0, 0.5, 2.0]


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_errors_have_bars_and_the_training_error_no(ax):
    assert price_curve(ax, LAMS, ERRORS, BARS, training=[8, 4, 1], chosen={}) is ax
    curve, _, (bars,) = ax.containers[0]
    np.testing.assert_allclose(curve.get_xydata(), [[2, 9], [1, 5], [0, 7]])
    ends = [segment[:, 1].tolist() for segment in bars.get_segments()]
    assert ends == [[8, 10], [4.5, 5.5], [5, 9]]
    training = next(line for line in ax.lines if line.get_label() == "training")
    np.testing.assert_allclose(training.get_xydata(), [[2, 8], [1, 4], [0, 1]])
    names = [text.get_text() for text in ax.get_legend().texts]
    assert sorted(names) == ["cross-validation", "training"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["1", "10", "100"]


def test_a_choice_is_marked_at_its_price_and_named(ax):
    price_curve(ax, LAMS, ERRORS, BARS, training=[8, 4, 1], chosen={"least": 1, "simple": 0})
    assert {t.get_text().strip(): t.get_position()[0] for t in ax.texts} == {
        "least": 1,
        "simple": 2,
    }
    # the bars, and then a line for each choice
    lines = [lines.get_segments()[0][:, 0].tolist() for lines in ax.collections[-2:]]
    assert lines == [[1, 1], [2, 2]]


def test_named_weights_have_a_colour_and_the_others_are_grey(ax):
    w = np.array([[5.0, -3.0, 1.0], [2.0, -1.0, 0.5]])
    assert weight_paths(ax, [1, 10], w, names={1: "LDL", 0: "BMI"}, title="ridge") is ax
    for line, weights in zip(ax.lines, w.T, strict=True):
        np.testing.assert_allclose(line.get_xydata(), np.column_stack([[0, 1], weights]))
    colours = [line.get_color() for line in ax.lines]
    assert colours == [PALETTE["orange"], PALETTE["blue"], PALETTE["grey"]]
    said = {text.get_text().strip(): text for text in ax.texts}
    assert said["LDL"].get_position() == (0, -3)
    assert said["BMI"].get_color() == PALETTE["orange"]


def test_names_of_weights_that_are_close_do_not_cover_each_other(ax):
    weight_paths(ax, [1, 10], [[44.0, -60.0, 43.0], [0, 0, 0]], names={0: "a", 2: "b"})
    assert {t.get_text().strip(): t.get_va() for t in ax.texts} == {"a": "bottom", "b": "top"}


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: price_curve(ax, LAMS, ERRORS, [1], training=[1, 2, 3], chosen={}), "has 1"),
        (
            lambda ax: price_curve(ax, [0, 1, 2], ERRORS, BARS, training=BARS, chosen={}),
            "the smallest of lams must be positive",
        ),
        (
            lambda ax: price_curve(
                ax, LAMS, ERRORS, BARS, training=BARS, chosen=dict.fromkeys("abc", 0)
            ),
            "at most two rules, got 3",
        ),
        (lambda ax: weight_paths(ax, LAMS, np.eye(2), names={}), "each of the 3 lams"),
        (
            lambda ax: weight_paths(ax, [1, 2], np.ones((2, 5)), names=dict.fromkeys(range(5))),
            "at most four, got 5",
        ),
    ],
)
def test_refusals(ax, draw, message):
    with pytest.raises(ValueError, match=message):
        draw(ax)
