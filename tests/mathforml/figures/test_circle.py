import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import mapped_circle, subplots


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_the_circle_becomes_an_ellipse(ax):
    A = np.array([[2.0, 1.0], [1.0, 2.0]])
    assert mapped_circle(ax, A, np.eye(2), ["a", "b"], "stretched") is ax
    circle, ellipse = (line.get_xydata() for line in ax.lines[:2])
    np.testing.assert_allclose(np.linalg.norm(circle, axis=1), 1)
    np.testing.assert_allclose(np.linalg.solve(A, ellipse.T), circle.T, atol=1e-12)
    # its half-axes are the eigenvalues
    assert np.linalg.norm(ellipse, axis=1).max() == pytest.approx(3, rel=1e-2)
    assert np.linalg.norm(ellipse, axis=1).min() == pytest.approx(1, rel=1e-2)
    assert "stretched" in [text.get_text() for text in ax.texts]


def test_arrows_end_where_the_map_sends_them(ax):
    A = np.array([[2.0, 2.0], [-1.0, 1.0]])
    mapped_circle(ax, A, np.eye(2), ["first", "second"])
    ends = [text.xy for text in ax.texts if not text.get_text()]
    np.testing.assert_allclose(ends, A.T)
    named = {text.get_text(): text.xy for text in ax.texts if text.get_text()}
    np.testing.assert_allclose(named["second"], A[:, 1])


def test_images_around_several_centres_share_their_axes(ax):
    A, centre = np.array([[2.0, 2.0], [-1.0, 1.0]]), np.array([6.0, -4.0])
    mapped_circle(ax, A, np.eye(2), ["a", "b"])
    mapped_circle(ax, A, np.eye(2), ["c", "d"], centre=centre)
    lines = [line.get_xydata() for line in ax.lines if len(line.get_xydata()) > 2]
    np.testing.assert_allclose(lines[2:], np.add(lines[:2], centre))
    named = {text.get_text(): text.xy for text in ax.texts if text.get_text()}
    np.testing.assert_allclose(np.subtract(named["c"], named["a"]), centre)
    assert ax.get_aspect() == 1


def test_the_title_stands_below_the_image_and_the_circle(ax):
    mapped_circle(ax, np.diag([5.0, 3.0]), np.eye(2), ["a", "b"], "high", centre=(1, 1))
    mapped_circle(ax, np.diag([5.0, 0.2]), np.eye(2), ["a", "b"], "flat")
    places = {text.get_text(): text.xy for text in ax.texts}
    np.testing.assert_allclose(places["high"], (1, -2), atol=1e-12)
    np.testing.assert_allclose(places["flat"], (0, -1), atol=1e-12)


def test_an_arrow_may_be_flattened(ax):
    mapped_circle(ax, np.zeros((2, 2)), [[1.0], [0.0]], ["gone"])
    ax.figure.canvas.draw()


@pytest.mark.parametrize(
    ("A", "directions", "message"),
    [
        (np.eye(3), np.eye(2), r"A must have shape \(2, 2\); got \(3, 3\)"),
        (np.eye(2), np.ones((2, 3)), r"a column for each of the 2 names .* got shape \(2, 3\)"),
        (np.eye(2), np.ones((3, 2)), r"and 2 rows; got shape \(3, 2\)"),
    ],
)
def test_refusals(ax, A, directions, message):
    with pytest.raises(ValueError, match=message):
        mapped_circle(ax, A, directions, ["a", "b"])
