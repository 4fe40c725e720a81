import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import bundle, subplots

X = [0.0, 1.0, 2.0]
FITS = np.array([[1.0, 2.0, 3.0], [3.0, 4.0, 5.0], [8.0, 0.0, 1.0]])


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_some_fits_are_drawn_and_the_mean_is_that_of_all(ax):
    assert bundle(ax, X, FITS, [0.0, 0.0, 1.0], n_drawn=2) is ax
    *single, mean, truth = ax.lines
    np.testing.assert_array_equal([line.get_ydata() for line in single], FITS[:2])
    np.testing.assert_array_equal(mean.get_ydata(), [4, 2, 3])
    np.testing.assert_array_equal(truth.get_ydata(), [0, 0, 1])
    names = ax.get_legend_handles_labels()[1]
    assert names == ["single fits", "their mean", "truth"]
    assert len({line.get_linestyle() for line in (mean, truth)}) == 2


@pytest.mark.parametrize(("fits", "truth"), [(FITS[:, :2], X), (FITS, X[:2])])
def test_refuses_fits_at_other_places(ax, fits, truth):
    with pytest.raises(ValueError, match="fits must have 3 columns and truth 3 numbers"):
        bundle(ax, X, fits, truth)
