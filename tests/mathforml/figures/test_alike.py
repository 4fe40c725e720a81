import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures

A, B, C = [1, 1, 1, 0, 0, 0], [3, 3, 3, 0, 0, 0], [1, 0, 0, 1, 1, 1]


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def texts(ax):
    return {text.get_text(): np.array(text.xy) for text in ax.texts if text.get_text()}


def test_the_circle_goes_through_the_nearest_point(ax):
    points = {"near": (4, 4), "far": (9, 0), "farther": (-9, 9)}
    assert figures.nearest_circle(ax, (1, 0), points, "star") is ax
    circle = ax.lines[0].get_xydata() - (1, 0)
    np.testing.assert_allclose(np.hypot(*circle.T), 5)
    assert set(texts(ax)) == {*points, "star"}
    assert ax.get_aspect() == 1


def test_arrows_have_the_lengths_and_angles_of_the_vectors(ax):
    figures.directions(ax, {"a": A, "b": B, "c": C})
    heads = texts(ax)
    np.testing.assert_allclose(heads["a"], [np.sqrt(3), 0])
    np.testing.assert_allclose(heads["b"], [3 * np.sqrt(3), 0], atol=1e-9)
    assert np.hypot(*heads["c"]) == pytest.approx(2)
    assert heads["c"] @ heads["a"] == pytest.approx(np.dot(A, C))
    assert {"73°", "2.2", "3.5"} <= set(heads)


def test_lines_between_heads_are_as_long_as_the_distances(ax):
    figures.directions(ax, {"a": A, "b": B, "c": C})
    dashed = [line.get_xydata() for line in ax.lines if line.get_linestyle() == "--"]
    lengths = sorted(np.hypot(*(end - start)) for start, end in dashed)
    np.testing.assert_allclose(lengths, [np.sqrt(5), np.sqrt(12)])


@pytest.mark.parametrize("other", [C, [-1, 0, 0, 1, 1, 1]], ids=["acute", "obtuse"])
def test_the_shadow_times_the_length_is_the_dot_product(ax, other):
    figures.shadow(ax, A, other, names=("a", "c"))
    (flat,) = (line.get_xdata() for line in ax.lines if line.get_linewidth() == 5)
    assert flat[1] * np.sqrt(3) == pytest.approx(np.dot(A, other))
    (ray,) = (line.get_xydata() for line in ax.lines if line.get_linestyle() == ":")
    assert ray[0, 0] == pytest.approx(ray[1, 0])  # it falls at a right angle


def test_two_kinds_have_their_own_marks_and_one_legend(ax):
    second = np.array([False, True, True])
    figures.two_kinds(ax, [1, 2, 3], [4, 5, 6], second, ("sound", "damaged"))
    dots, crosses = ax.lines
    np.testing.assert_allclose(dots.get_xydata(), [(1, 4)])
    np.testing.assert_allclose(crosses.get_xydata(), [(2, 5), (3, 6)])
    assert dots.get_marker() != crosses.get_marker()
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["sound", "damaged"]


def test_two_kinds_need_no_legend(ax):
    figures.two_kinds(ax, [1, 2], [4, 5], [False, True])
    assert ax.get_legend() is None


def test_refusals(ax):
    four = dict.fromkeys("abcd", (1, 2))
    with pytest.raises(ValueError, match="others must be one to 3, got 4"):
        figures.nearest_circle(ax, (0, 0), four)
    with pytest.raises(ValueError, match="vectors must be one to 3, got 0"):
        figures.directions(ax, {})
    with pytest.raises(ValueError, match="x has 2 and second has 1"):
        figures.two_kinds(ax, [1, 2], [4, 5], [True])
