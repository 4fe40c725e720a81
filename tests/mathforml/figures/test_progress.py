import numpy as np
import pytest
from mathforml import figures
from mathforml.iteration import take
from mathforml.optimize.gradient_descent import gradient_descent


def steps():
    """The loss is 8, 2, 0.5, ..., the gradient 4, 2, 1, ..."""
    return take(gradient_descent(lambda t: t @ t / 2, lambda t: t, [4.0], eta=0.5), 6)


def drawn():
    _, ax = figures.subplots()
    return figures.progress(ax, steps(), title="a bowl")


def test_heights_are_powers_of_ten():
    heights = [10 ** line.get_ydata() for line in drawn().lines]
    np.testing.assert_allclose(heights[0], 8 / 4.0 ** np.arange(6))
    np.testing.assert_allclose(heights[1], 4 / 2.0 ** np.arange(6))


def heights_of_names(losses_end):
    """Where the names of both lines stand above their ends, in points."""
    _, ax = figures.subplots()
    walk = gradient_descent(lambda t: t @ t / 2 + losses_end, lambda t: t, [4.0], eta=0.5)
    figures.progress(ax, take(walk, 6))
    return {text.get_text(): text.get_position()[1] for text in ax.texts}


def test_names_stand_at_the_ends_of_their_lines():
    assert heights_of_names(100) == {"loss": 0, "gradient": 0}


def test_names_of_lines_that_end_close_together_are_moved_apart():
    names = heights_of_names(0.12)  # the gradient ends at 0.125
    assert names["loss"] > 0 > names["gradient"]


def test_ticks_are_plain_numbers():
    axis = drawn().yaxis
    texts = [axis.get_major_formatter()(power, 0) for power in (-2, 0, 1)]
    assert texts == ["0.01", "1", "10"]
    assert (axis.get_major_locator()() % 1 == 0).all()


def test_the_lines_differ_in_more_than_colour():
    first, second = drawn().lines
    assert first.get_linestyle() != second.get_linestyle()


def test_refuses_a_loss_of_zero():
    _, ax = figures.subplots()
    flat = take(gradient_descent(lambda t: t @ t, lambda t: 2 * t, [0.0], eta=0.5), 2)
    with pytest.raises(ValueError, match="must have a positive loss"):
        figures.progress(ax, flat)
