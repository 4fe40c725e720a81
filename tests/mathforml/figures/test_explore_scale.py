import numpy as np
import pytest
from mathforml.figures import scale_explorer
from mathforml.figures.explore_scale import _runs

X = np.array([[5.88, 680.0], [4.36, 680.0], [4.6, 678.0], [5.28, 675.0], [9.0, 500.0]])
KINDS = ["Barbera", "Barolo", "Grignolino", "Barbera", "Barolo"]
SETTINGS = {"names": ["colour", "proline"], "unit": "mg/L", "x": (4, 7), "y": (600, 700)}


def nearest_by_hand(i, unit):
    """The nearest row to row i, from the definition."""
    distances = {
        j: np.sqrt((a - X[i, 0]) ** 2 + ((b - X[i, 1]) / unit) ** 2)
        for j, (a, b) in enumerate(X)
        if j != i
    }
    return min(distances, key=distances.get)


@pytest.fixture
def scale_chart():
    return scale_explorer(X, KINDS, 0, **SETTINGS)


@pytest.mark.parametrize(
    ("power", "unit", "kind"),
    [
        (0, "1", "Barolo"),
        (0.6, "3.98", "Grignolino"),
        (1, "10", "Barbera"),
        (3, "1,000", "Barbera"),
        (6, "1,000,000", "Barbera"),
    ],
)
def test_the_chart_says_which_kind_is_nearest(scale_chart, drawn_texts, power, unit, kind):
    shown = next(t for t in drawn_texts(scale_chart, power=power) if t.endswith(" right"))
    assert KINDS[nearest_by_hand(0, 10**power)] == kind
    right = np.mean([KINDS[nearest_by_hand(i, 10**power)] == KINDS[i] for i in range(5)])
    assert shown == f"{unit} mg/L: {kind}; {right:.0%} right"


def test_the_runs_behind_the_slider():
    runs = _runs(X, np.array(KINDS), 0)
    assert len(runs) == 31
    np.testing.assert_allclose(runs["unit"].iloc[[0, 5, 30]], [1, 10, 1e6])
    for run in runs.itertuples():
        i = nearest_by_hand(0, run.unit)
        assert (run.x, run.y, run.kind) == (*X[i], KINDS[i])
        assert run.radius == pytest.approx(np.hypot(*((X[i] - X[0]) / [1, run.unit])))


def test_the_nearest_neighbour_lies_on_the_ellipse(scale_chart):
    """The layer of the ellipse, computed here as Vega does."""
    ellipse, *_ = scale_chart.to_dict()["vconcat"][0]["layer"]
    around = [step for step in ellipse["transform"] if step.get("as") in ("x", "y")]
    run = _runs(X, np.array(KINDS), 0).iloc[10]
    angle = np.arctan2((run["y"] - X[0, 1]) / run["unit"], run["x"] - X[0, 0])
    names = {"datum": run.to_frame().T.assign(angle=angle).iloc[0], "cos": np.cos, "sin": np.sin}
    there = [eval(step["calculate"], names) for step in around]
    np.testing.assert_allclose(there, [run["x"], run["y"]])


def test_only_samples_in_the_window_are_sent(scale_chart):
    sent = scale_chart.to_dict()["datasets"].values()
    assert not any(row.get("x") == 9.0 and "run" not in row for rows in sent for row in rows)


def test_the_chart_describes_itself(scale_chart):
    assert "5 samples by colour and proline" in scale_chart.to_dict()["description"]


@pytest.mark.parametrize(
    ("X", "kinds", "message"),
    [
        (np.ones((2, 3)), ["a", "b"], r"X must have two columns, got shape \(2, 3\)"),
        (np.ones((2, 2)), ["a"], "X has 2 and kinds has 1"),
        (np.eye(4)[:, :2], list("abcd"), r"at most three, got .*'d'"),
    ],
)
def test_refusals(X, kinds, message):
    with pytest.raises(ValueError, match=message):
        scale_explorer(X, kinds, 0, **SETTINGS)
