import numpy as np
import pytest
from mathforml.figures import unit_explorer
from mathforml.figures.explore_unit import _runs
from mathforml.iteration import take
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.objectives import mean_squared_error

rng = np.random.default_rng(5)
x = rng.normal(6, 2, size=40)
y = 3 + 4 * x + rng.normal(scale=5, size=40)


@pytest.fixture(scope="module")
def unit_chart():
    return unit_explorer(x, y, name="dose", unit="mg")


def walk_by_package(origin, power, n):
    """The run behind a place of the controls: condition number, lowest point, steps."""
    zero = {"zero": 0.0, "the mean": x.mean()}[origin]
    X = np.column_stack([(x - zero) / 10**power, np.ones_like(x)])
    loss, grad, hess = mean_squared_error(X, y)
    curvatures = np.linalg.eigvalsh(hess([0, 0]))
    steps = take(gradient_descent(loss, grad, [0, 0], eta=1 / curvatures[1]), n)
    return curvatures[1] / curvatures[0], np.linalg.lstsq(X, y)[0], loss, steps


@pytest.mark.parametrize(
    ("origin", "power"), [("zero", 0), ("zero", 0.8), ("the mean", 0), ("the mean", 0.3)]
)
def test_the_runs_are_those_of_the_package(origin, power):
    runs = _runs(x, y, 0.01)
    run = runs[(runs["origin"] == origin) & (runs["power"] == power)].iloc[0]
    kappa, best, loss, steps = walk_by_package(origin, power, 2000)
    assert run["kappa"] == pytest.approx(kappa)
    assert run["steps"] == next(s.step for s in steps if s.loss <= 1.01 * loss(best))
    np.testing.assert_allclose(run[["w0", "b0"]].astype(float), -best)
    for t in (1, 2, 7):
        left = run[["w", "b"]].astype(float) * (1 - 1 / run["kappa"]) ** t
        np.testing.assert_allclose(left, steps[t].theta - best, atol=1e-9)


def test_the_chart_says_condition_number_and_steps(unit_chart, drawn_texts):
    kappa, best, loss, steps = walk_by_package("zero", 0, 3000)
    count = next(s.step for s in steps if s.loss <= 1.01 * loss(best))
    said = f"unit 1 mg, κ = {kappa:,.0f}: {count:,} steps"
    assert said in drawn_texts(unit_chart, power=0, origin="zero")


def test_in_standard_deviations_from_the_mean_the_bowl_is_round(drawn_texts):
    wide = (x - x.mean()) / x.std() * 10**0.5
    chart = unit_explorer(wide, y, name="dose", unit="mg")
    said = "unit 3.16 mg, κ = 1: 1 step"
    assert said in drawn_texts(chart, power=0.5, origin="the mean")


@pytest.mark.parametrize(("origin", "mean"), [("zero", x.mean()), ("the mean", 0.0)])
def test_the_loss_is_constant_on_each_contour(unit_chart, origin, mean):
    """The layer of the ellipses, computed here as Vega does."""
    ellipses, *_ = unit_chart.to_dict()["vconcat"][0]["layer"]
    angles = np.linspace(0, 6, 9)
    datum = {"radius": 3.0}
    names = {"cos": np.cos, "sin": np.sin, "pow": np.power, "power": 0.4}
    for step in ellipses["transform"][-2:]:
        text = step["calculate"].replace(f"(origin == 'zero' ? {x.mean():.6g} : 0)", f"{mean}")
        for key in ("radius", "angle", "u", "v"):
            text = text.replace(f"datum.{key}", key)
        datum[step["as"]] = eval(text, names, datum | {"angle": angles})
    X = np.column_stack([(x - x.mean() + mean) / 10**0.4, np.ones_like(x)])
    loss, best = mean_squared_error(X, y).loss, np.linalg.lstsq(X, y)[0]
    heights = [loss(best + place) for place in zip(datum["u"], datum["v"], strict=True)]
    np.testing.assert_allclose(heights, loss(best) + 3.0**2, rtol=1e-4)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([2, 2, 2], [1, 2, 3], "x must hold at least two different values"),
        ([1, 2, 3], [2, 4, 6], "y must not lie on a line in x"),
        ([1, 2, 3], [2, 4], "x has 3 and y has 2"),
    ],
)
def test_refusals(x, y, message):
    with pytest.raises(ValueError, match=message):
        unit_explorer(x, y, name="dose", unit="mg")
