import matplotlib.pyplot as plt
import pytest
from mathforml.figures import cause_network, subplots
from mathforml.probability.bayes_net import BayesNet, Node

TABLE = [[[0.5, 0.5], [0.25, 0.75]], [[0.75, 0.25], [0, 1]]]
NET = BayesNet(
    [
        Node("rain", ("no", "yes"), [0.75, 0.25]),
        Node("hose", ("off", "on"), [0.5, 0.5]),
        Node("lawn", ("dry", "wet"), TABLE, parents=("rain", "hose")),
    ]
)
PLACES = {"rain": (0, 1), "hose": (2, 1), "lawn": (1, 0)}


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def arrows(ax):
    return [(text.xyann, text.xy) for text in ax.texts if getattr(text, "arrow_patch", None)]


def test_an_arrow_leads_from_each_cause(ax):
    assert cause_network(ax, NET, PLACES) is ax
    assert arrows(ax) == [((0, 1), (1, 0)), ((2, 1), (1, 0))]


def test_every_variable_has_its_name_in_a_box_and_a_note(ax):
    cause_network(ax, NET, PLACES, notes={"rain": "yes: 25%"})
    boxes = {text.get_text(): text.get_position() for text in ax.texts if text.get_bbox_patch()}
    assert boxes == PLACES
    assert "yes: 25%" in [text.get_text() for text in ax.texts]


def test_notes_stand_where_no_arrow_is(ax):
    cause_network(ax, NET, PLACES, notes={"rain": "above", "lawn": "below"})
    height = {text.get_text(): text.xyann[1] for text in ax.texts if hasattr(text, "xyann")}
    assert height["above"] > 0 > height["below"]


def test_all_boxes_are_in_the_picture(ax):
    cause_network(ax, NET, PLACES)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    assert all(left < x < right and low < y < high for x, y in PLACES.values())


def test_every_variable_needs_a_place(ax):
    with pytest.raises(ValueError, match="places must name rain, hose, lawn; got rain"):
        cause_network(ax, NET, {"rain": (0, 0)})


def test_a_note_is_about_a_variable(ax):
    with pytest.raises(ValueError, match="notes must be about rain, hose, lawn; got snow"):
        cause_network(ax, NET, PLACES, notes={"snow": "none"})
