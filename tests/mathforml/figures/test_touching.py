import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import subplots, touching


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def names(ax):
    return [text.get_text() for text in ax.texts]


def test_the_tangent_has_the_height_and_the_slope_and_ends_where_it_should(ax):
    assert touching(ax, lambda x: x**2, 3.0, 6.0, between=(0, 5), tangent=(2, 4)) is ax
    curve, tangent = (line.get_xydata() for line in ax.lines)
    np.testing.assert_allclose(curve[:, 1], curve[:, 0] ** 2)
    np.testing.assert_allclose(tangent[[0, -1]], [(2, 3), (4, 15)])
    assert "tangent" in names(ax)
    assert "parabola" not in names(ax)
    np.testing.assert_allclose(ax.collections[-1].get_offsets(), [(3, 9)])


def test_the_parabola_of_a_parabola_is_itself_and_its_lowest_point_is_marked(ax):
    ways = {"between": (0, 5), "tangent": (2, 4), "parabola": (1, 4)}
    touching(ax, lambda x: (x - 1) ** 2, 3.0, 4.0, curvature=2.0, **ways)
    drawn = {len(line.get_xydata()): line.get_xydata() for line in ax.lines}
    parabola = ax.lines[2].get_xydata()
    assert (parabola[0, 0], parabola[-1, 0]) == (1, 4)
    np.testing.assert_allclose(parabola[:, 1], (parabola[:, 0] - 1) ** 2, atol=1e-12)
    np.testing.assert_allclose(drawn[1], [(1, 0)], atol=1e-12)
    assert set(names(ax)) >= {"curve", "tangent", "parabola"}


def test_a_parabola_that_bends_down_has_no_lowest_point(ax):
    touching(ax, np.cos, 0.0, 0.0, between=(-1, 1), tangent=(-1, 1), curvature=-1.0)
    assert all(len(line.get_xydata()) > 1 for line in ax.lines)
