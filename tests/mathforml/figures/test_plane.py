import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures
from matplotlib.collections import LineCollection

SHEAR = np.array([[1.0, 0.5], [0.0, 2.0]])


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def lines(ax):
    return [c.get_segments() for c in ax.collections if isinstance(c, LineCollection)]


def test_the_grid_is_drawn_as_it_was_and_as_it_lands(ax):
    figures.deformed_grid(ax, SHEAR)
    before, after = lines(ax)
    assert len(before) == len(after) == 10
    for line, image in zip(before, after, strict=True):
        np.testing.assert_allclose(np.asarray(line) @ SHEAR.T, image)


def test_the_image_of_the_unit_square_has_the_area_of_the_determinant(ax):
    figures.deformed_grid(ax, SHEAR)
    corners = ax.patches[0].get_xy()[:-1]
    np.testing.assert_allclose(corners[1:3], [SHEAR[:, 0], SHEAR.sum(axis=1)])
    x, y = corners.T
    area = abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
    assert area == pytest.approx(abs(np.linalg.det(SHEAR)))


def test_the_columns_stand_at_their_arrows(ax):
    figures.deformed_grid(ax, SHEAR, "a shear")
    texts = {text.get_text(): text.xy for text in ax.texts if text.get_text()}
    assert set(texts) == {"(1, 0)", "(0.5, 2)", "a shear"}
    np.testing.assert_allclose(texts["(0.5, 2)"], [0.5, 2])
    assert texts["a shear"][1] >= 4  # above the image, whose highest line lies there


def test_a_centre_moves_all_that_is_drawn(ax):
    figures.deformed_grid(ax, SHEAR, "a shear")
    before = [*lines(ax), ax.patches[0].get_xy(), [text.xy for text in ax.texts]]
    ax.clear()
    figures.deformed_grid(ax, SHEAR, "a shear", centre=(7, -1))
    after = [*lines(ax), ax.patches[0].get_xy(), [text.xy for text in ax.texts]]
    for one, other in zip(before, after, strict=True):
        np.testing.assert_allclose(np.subtract(other, one), np.full_like(one, (7, -1)))


def test_the_view_holds_the_whole_grid(ax):
    figures.deformed_grid(ax, 3 * SHEAR)
    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert low <= -6
        assert high >= 6


def test_an_arrow_goes_from_its_start_to_its_end(ax):
    assert figures.arrow(ax, [3, 1], start=[1, 2], label="v") is ax
    head, name = ax.texts
    assert ax.get_aspect() == 1
    assert (tuple(head.xyann), tuple(head.xy)) == ((1, 2), (3, 1))
    assert name.get_text() == "v"
    assert ax.get_xlim()[1] >= 3


def test_a_name_ends_where_it_should(ax):
    figures.arrow(ax, [1, 1], label="v", offset=(-5, 0), align="right")
    assert ax.texts[-1].get_ha() == "right"


def test_refusals(ax):
    with pytest.raises(ValueError, match=r"A must have shape \(2, 2\); got \(2, 3\)"):
        figures.deformed_grid(ax, np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"end must have shape \(2,\); got \(3,\)"):
        figures.arrow(ax, [1, 2, 3])
    with pytest.raises(ValueError, match="colour must be one of blue, orange"):
        figures.arrow(ax, [1, 2], colour="red")
