import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import loading_plot, score_plot, scree_plot, shadow_plot, subplots


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_each_kind_of_sample_has_its_colour_its_shape_and_its_name(ax):
    scores = np.arange(8.0).reshape(4, 2)
    score_plot(ax, scores, ["b", "a", "b", "c"], [0.75, 0.2], "raw")
    offsets = {dots.get_label(): dots.get_offsets() for dots in ax.collections}
    np.testing.assert_array_equal(offsets["b"], scores[[0, 2]])
    np.testing.assert_array_equal(offsets["c"], scores[[3]])
    assert len({tuple(dots.get_facecolor()[0]) for dots in ax.collections}) == 3
    assert len({dots.get_paths()[0].vertices.tobytes() for dots in ax.collections}) == 3
    assert [text.get_text() for text in ax.get_legend().texts] == ["b", "a", "c"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("first: 75.0%", "second: 20.0%")


def test_a_scree_plot_draws_both_variances_from_the_first_component_on(ax):
    scree_plot(ax, [3.0, 1.0, 0.5], [1.2, 1.0, 0.8], "wines")
    real, shuffled = (line.get_xydata() for line in ax.lines)
    np.testing.assert_array_equal(real, [[1, 3], [2, 1], [3, 0.5]])
    np.testing.assert_array_equal(shuffled, [[1, 1.2], [2, 1], [3, 0.8]])
    assert texts(ax) == ["wines", "columns shuffled"]
    assert ax.get_ylim()[0] == 0


def test_loadings_are_sorted_by_the_first_component(ax):
    weights = [[0.2, -0.7, 0.6], [0.9, 0.1, -0.3]]
    loading_plot(ax, weights, ["ash", "malic_acid", "hue"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["malic acid", "ash", "hue"]
    drawn = {line.get_label(): line.get_xdata() for line in ax.lines}
    np.testing.assert_array_equal(drawn["component 1"], [-0.7, 0.2, 0.6])
    np.testing.assert_array_equal(drawn["component 2"], [0.1, 0.9, -0.3])


def test_grey_lines_stand_at_a_right_angle_on_the_first_direction(ax):
    samples = np.array([[2.0, 1.0], [-1.0, 0.5], [-1.0, -1.5]])
    v = np.array([3.0, 4.0]) / 5
    shadow_plot(ax, samples, [-v, [-0.8, 0.6]], ("first", "second"), every=2)
    # the ends of the arrows are lines too, of which nothing is drawn
    misses = [line.get_xydata() for line in ax.lines if line.get_linestyle() != "None"]
    np.testing.assert_array_equal([miss[0] for miss in misses], samples[::2])
    for sample, shadow in misses:
        assert (sample - shadow) @ v == pytest.approx(0)
        np.testing.assert_allclose(shadow, (sample @ v) * v)
    places = {text.get_text(): np.array(text.xy) for text in ax.texts if text.get_text()}
    # of a direction and its opposite, the one that points up and to the right
    np.testing.assert_allclose(places["first"], 2 * np.std(samples @ v) * v)
    assert places["first"] @ places["second"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: score_plot(ax, np.ones((3, 2)), ["a", "b"], [1, 0]), "of the 2 kinds"),
        (lambda ax: score_plot(ax, np.ones((4, 2)), list("abcd"), [1, 0]), "at most three"),
        (lambda ax: scree_plot(ax, [1, 2], [1]), r"same length; got shapes \(2,\) and \(1,\)"),
        (lambda ax: loading_plot(ax, np.eye(3), ["a", "b"]), r"the 2 names; got shape \(3, 3\)"),
        (lambda ax: loading_plot(ax, np.ones((4, 1)), ["a"]), "at most 3 rows"),
        (lambda ax: shadow_plot(ax, np.ones((3, 3)), np.eye(2), "ab"), "must have two columns"),
    ],
)
def test_refusals(ax, draw, message):
    with pytest.raises(ValueError, match=message):
        draw(ax)
