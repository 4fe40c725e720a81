import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import error_plot, subplots

STEPS = np.array([1.0, 0.1, 0.01])


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_marks_lines_and_stars(ax):
    errors = {"first": -2 * STEPS, "second": [1e-2, 0.0, 1e-20]}
    theory, best = {"second": STEPS**2}, {"second": (0.1, 1e-2)}
    assert error_plot(ax, STEPS, errors, theory=theory, best=best, floor=1e-9) is ax
    first, second, line, star = (line.get_xydata() for line in ax.lines)
    np.testing.assert_allclose(first, np.column_stack([STEPS, 2 * STEPS]))
    np.testing.assert_allclose(second[:, 1], [1e-2, 1e-9, 1e-9])
    np.testing.assert_allclose(line[:, 1], STEPS**2)
    np.testing.assert_allclose(star, [(0.1, 1e-2)])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_methods_differ_in_shape_as_well_as_in_colour(ax):
    error_plot(ax, STEPS, dict.fromkeys("abcde", STEPS))
    signs = [(line.get_marker(), line.get_color()) for line in ax.lines]
    assert len({mark for mark, _ in signs}) == len({colour for _, colour in signs}) == 5
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list("abcde")
