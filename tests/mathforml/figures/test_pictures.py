import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import pictures, subplots


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def greys(image):
    """The grey of each number, from 0 for black to 1 for white."""
    return image.to_rgba(image.get_array())[..., 0]


def test_the_smallest_number_is_black_and_the_largest_white(ax):
    assert pictures(ax, {"a": [[3, 5], [4, 3]], "b": [[0, 1]]}) is ax
    first, second = map(greys, ax.images)
    np.testing.assert_allclose(first, [[0, 1], [0.5, 0]], atol=0.01)
    np.testing.assert_allclose(second, [[0, 1]], atol=0.01)


def test_limits_make_pictures_comparable(ax):
    pictures(ax, {"a": [[-1.0, 5.0, 20.0]]}, limits=(0, 10))
    np.testing.assert_allclose(greys(ax.images[0]), [[0, 0.5, 1]], atol=0.01)


def test_pictures_stand_side_by_side_with_square_points_under_their_names(ax):
    pictures(ax, {"wide": np.ones((2, 6)), "square": np.ones((4, 4))})
    (a, b, low, high), (c, d, *_) = (image.get_extent() for image in ax.images)
    assert (b - a, d - c, high - low) == pytest.approx((3, 1, 1))
    assert b < c
    assert [(t.get_text(), t.get_position()[0]) for t in ax.texts] == [("wide", a), ("square", c)]
    assert ax.get_xlim() == (0, d)


@pytest.mark.parametrize("A", [[1, 2], np.ones((2, 2, 3))])
def test_a_picture_has_rows_and_columns(ax, A):
    with pytest.raises(ValueError, match="'a' must be a matrix"):
        pictures(ax, {"a": A})


def test_there_must_be_something_to_draw(ax):
    with pytest.raises(ValueError, match="at least one matrix"):
        pictures(ax, {})
