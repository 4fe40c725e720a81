import numpy as np
import pytest
from mathforml.figures import momentum_explorer
from mathforml.iteration import column, take
from mathforml.optimize.momentum import momentum
from mathforml.optimize.surfaces import ravine

START = (-2, 0.5)
SETTINGS = {
    "kappa": 20,
    "start": START,
    "etas": (0.01, 0.2, 0.005),
    "eta": 0.05,
    "beta": 0,
    "x": (-2.5, 1.5),
    "y": (-1, 1),
}
BETAS = [0, 0.2, 0.5, 0.9, 0.95]


def chart():
    return momentum_explorer(**SETTINGS)


def losses(eta, beta, n_steps=200):
    valley = ravine(20)
    walk = momentum(valley.loss, valley.grad, START, eta=eta, beta=beta)
    return column(take(walk, n_steps + 1), "loss")


@pytest.mark.parametrize("beta", BETAS)
@pytest.mark.parametrize("eta", [0.01, 0.05, 0.095, 0.1, 0.125, 0.2])
def test_the_count_is_that_of_the_package(eta, beta, drawn_texts):
    expected = losses(eta, beta)
    texts = drawn_texts(chart(), eta=eta, beta=beta)
    if expected.max() >= 1e6:
        assert "explodes" in texts
    elif expected[-1] > 1e-3:
        assert "not below 0.001 after 200 steps" in texts
    else:
        count = np.flatnonzero(expected > 1e-3)[-1] + 1
        assert f"below 0.001 for good after {count} steps" in texts


def test_two_equal_roots(drawn_texts):
    """With beta = 0.25 and eta = 0.1125 the two roots across, at 20 eta = 2.25, are both -1/2."""
    expected = np.flatnonzero(losses(0.1125, 0.25) > 1e-3)[-1] + 1
    texts = drawn_texts(chart(), eta=0.1125, beta=0.25)
    assert f"below 0.001 for good after {expected} steps" in texts


def test_both_sliders_have_a_name_and_a_value():
    sliders = {p["name"]: p for p in chart().to_dict()["params"] if "bind" in p}
    assert {name: p["value"] for name, p in sliders.items()} == {"eta": 0.05, "beta": 0}
    assert sliders["beta"]["bind"]["max"] == 0.95
    assert "step size" in sliders["eta"]["bind"]["name"]
    assert "memory" in sliders["beta"]["bind"]["name"]
