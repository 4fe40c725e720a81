import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.calculus.autodiff import Variable
from mathforml.figures import computation_graph, subplots
from mathforml.figures.graph import layout


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def paper_loss():
    w, b = Variable(3.0, "w"), Variable(1.0, "b")
    return (w * 2 + b - 5) ** 2 + 0.5 * w**2


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_every_step_has_its_sign_its_value_and_its_slope(ax):
    assert computation_graph(ax, paper_loss()) is ax
    found = texts(ax)
    assert [found[i : i + 3] for i in range(0, len(found), 3)] == [
        ["w", "3", "11"],
        ["× 2", "6", "4"],
        ["b", "1", "4"],
        ["+", "7", "4"],
        ["\N{MINUS SIGN} 5", "2", "4"],
        ["^ 2", "4", "1"],
        ["^ 2", "9", "0.5"],
        ["0.5 ×", "4.5", "1"],
        ["+", "8.5", "1"],
    ]


def test_there_is_a_line_for_each_use_from_left_to_right(ax):
    computation_graph(ax, paper_loss())
    (lines,) = ax.collections
    assert len(lines.get_segments()) == 9
    assert all(start[0] < end[0] for start, end in lines.get_segments())


def test_no_two_steps_share_a_place_and_inputs_stand_beside_their_use():
    places = layout(paper_loss())
    assert len({place for _, place in places}) == len(places)
    x = {node.name: place[0] for node, place in places if not node.inputs}
    assert x == {"w": 0, "b": 1}  # b is needed one step later
    by_column = {}
    for _, (column, height) in places:
        by_column.setdefault(column, []).append(height)
    assert all((np.diff(sorted(heights)) >= 1).all() for heights in by_column.values())


def test_the_layout_is_the_same_each_time():
    first, second = ([place for _, place in layout(paper_loss())] for _ in range(2))
    assert first == second


def test_a_result_that_is_used_many_times_is_drawn_once():
    x = Variable(2.0, "x")
    y = x
    for _ in range(30):
        y = y + y  # 2^30 paths lead from x to here
    assert [place[0] for _, place in layout(y)] == list(range(31))


def test_arrays_show_their_shape(ax):
    theta = Variable(np.ones(3), "theta")
    computation_graph(ax, np.mean(np.logaddexp(0, np.ones((5, 3)) @ theta)))
    assert texts(ax).count("3 numbers") == 2
    assert texts(ax).count("5 numbers") == 4
    assert "logaddexp" in texts(ax)


def test_tables_show_both_sides(ax):
    computation_graph(ax, np.sum(Variable(np.ones((2, 3)), "table")))
    assert texts(ax).count("2 × 3 numbers") == 2


def test_one_number_alone(ax):
    computation_graph(ax, Variable(2.0, "x"))
    assert texts(ax) == ["x", "2", "1"]


def test_the_end_must_be_one_number(ax):
    with pytest.raises(ValueError, match="the result must be one number"):
        computation_graph(ax, Variable([1.0, 2.0]) * 3)
