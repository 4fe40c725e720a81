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
    assert ax.get_title("left") == "stretched"


def test_arrows_end_where_the_map_sends_them(ax):
    A = np.array([[2.0, 2.0], [-1.0, 1.0]])
    mapped_circle(ax, A, np.eye(2), ["first", "second"])
    ends = [text.xy for text in ax.texts if not text.get_text()]
    np.testing.assert_allclose(ends, A.T)
    named = {text.get_text(): text.xy for text in ax.texts if text.get_text()}
    np.testing.assert_allclose(named["second"], A[:, 1])


def test_reach_makes_pictures_comparable(ax):
    mapped_circle(ax, np.eye(2), np.eye(2), ["a", "b"], reach=(4, 2))
    assert (ax.get_xlim(), ax.get_ylim()) == ((-4, 4), (-2, 2))


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
