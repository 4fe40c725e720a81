import pytest
from mathforml.figures import Entry, race_explorer
from mathforml.iteration import take
from mathforml.optimize.adam import adam
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.surfaces import ravine, saddle

METHODS = {"descent": gradient_descent, "Adam": adam}
ENTRIES = {
    "narrow": Entry(ravine(20).loss, ravine(20).grad, (-2, 0.5), {"descent": 0.04, "Adam": 0.3}),
    "pass": Entry(saddle().loss, saddle().grad, (1.5, 0.2), {"descent": 0.3, "Adam": 0.1}),
}
WINDOW = {"x": (-2.5, 2.5), "y": (-1.5, 1.5)}


def race(**changes):
    settings = {"n_steps": 8, **WINDOW} | changes
    return race_explorer(METHODS, ENTRIES, **settings)


def losses(surface, step):
    entry = ENTRIES[surface]
    return {
        name: take(method(entry.loss, entry.grad, entry.start, eta=entry.etas[name]), step + 1)[
            -1
        ].loss
        for name, method in METHODS.items()
    }


@pytest.mark.parametrize("surface", ENTRIES)
@pytest.mark.parametrize("step", [1, 5, 8])
def test_the_leader_is_the_one_of_the_package(surface, step, drawn_texts):
    expected = losses(surface, step)
    leader = min(expected, key=expected.get)
    shown = next(t for t in drawn_texts(race(), step=step, surface=surface) if "leads" in t)
    assert shown.startswith(f"step {step}: {leader} leads, loss ")
    assert float(shown.rpartition(" ")[2]) == pytest.approx(expected[leader], rel=0.05)


def test_at_the_start_nobody_leads(drawn_texts):
    assert any("step 0: all at the start" in text for text in drawn_texts(race(), step=0))


def test_step_sizes_stand_beside_the_methods(drawn_texts):
    for surface, entry in ENTRIES.items():
        texts = drawn_texts(race(), surface=surface)
        assert all(f"\u03b7 = {eta:g}" in texts for eta in entry.etas.values())


def test_the_slider_is_called_step_and_counts_from_0_by_1():
    (slider,) = (p for p in race().to_dict()["params"] if p["name"] == "step")
    assert slider["value"] == 0
    assert {key: slider["bind"][key] for key in ("min", "max", "step")} == {
        "min": 0,
        "max": 8,
        "step": 1,
    }


def test_a_loss_below_the_floor_counts_as_arrived(drawn_texts):
    at_once = {"narrow": ENTRIES["narrow"]._replace(start=(-0.001, 0), etas={"descent": 1})}
    chart = race_explorer({"descent": gradient_descent}, at_once, n_steps=3, **WINDOW)
    assert any("descent leads, loss below 1e-6" in text for text in drawn_texts(chart, step=2))


def drawn_shapes(chart):
    """Rows of the data that say which shape is drawn where."""
    tables = chart.to_dict()["datasets"].values()
    return [row for table in tables for row in table if "shape" in row]


def test_a_ring_stands_at_the_start_and_a_star_at_each_minimum():
    marked = {"pass": ENTRIES["pass"]._replace(minima=saddle().minima)}
    rows = drawn_shapes(race_explorer(METHODS, marked, n_steps=3, **WINDOW))
    rings = [(row["x"], row["y"]) for row in rows if row["shape"] == "circle"]
    stars = [(row["x"], row["y"]) for row in rows if row["shape"] != "circle"]
    assert rings == [(1.5, 0.2)]
    assert stars == [(0, 1), (0, -1)]


def test_minima_need_not_be_known():
    assert {row["shape"] for row in drawn_shapes(race())} == {"circle"}


def test_both_parameters_have_the_same_scale():
    panel = race().to_dict()["vconcat"][0]
    assert panel["width"] / 5 == pytest.approx(panel["height"] / 3)


def test_refuses_what_it_cannot_show():
    with pytest.raises(ValueError, match="methods must be 1 to 6, got 7"):
        race_explorer({str(i): adam for i in range(7)}, ENTRIES, **WINDOW)
    with pytest.raises(ValueError, match="step must lie between 0 and n_steps=8, got 9"):
        race(step=9)
