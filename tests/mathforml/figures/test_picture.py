import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import picture, subplots


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def greys(ax):
    """The grey of each number, from 0 for black to 1 for white."""
    image = ax.images[0]
    return image.to_rgba(image.get_array())[..., 0]


def test_the_smallest_number_is_black_and_the_largest_white(ax):
    assert picture(ax, [[3, 5], [4, 3]], "some numbers") is ax
    np.testing.assert_allclose(greys(ax), [[0, 1], [0.5, 0]], atol=0.01)
    assert ax.get_title("left") == "some numbers"
    assert len(ax.get_xticks()) == len(ax.get_yticks()) == 0


def test_limits_make_pictures_comparable(ax):
    picture(ax, [[-1.0, 5.0, 20.0]], limits=(0, 10))
    np.testing.assert_allclose(greys(ax), [[0, 0.5, 1]], atol=0.01)


@pytest.mark.parametrize("A", [[1, 2], np.ones((2, 2, 3))])
def test_a_picture_has_rows_and_columns(ax, A):
    with pytest.raises(ValueError, match="A must be a matrix"):
        picture(ax, A)
