import numpy as np
import pytest
from mathforml.figures import descent_explorer
from mathforml.iteration import take
from mathforml.optimize.gradient_descent import gradient_descent


def toy_loss(theta):
    return theta[0] ** 2 + 3 * theta[1] ** 2


def toy_grad(theta):
    return np.array([2 * theta[0], 6 * theta[1]])


def test_the_run_behind_the_slider_is_the_one_of_the_package(drawn_texts):
    starts = {"near": [1.0, 1.0], "far": [-4.0, 2.0]}
    chart = descent_explorer(
        toy_loss,
        toy_grad,
        starts,
        etas=[0.05, 0.1, 0.15],
        x=(-5, 5),
        y=(-5, 5),
        names=["a", "b"],
        eta=0.1,
        n_steps=7,
    )
    for start in starts:
        for eta in (0.05, 0.1, 0.15):
            end = take(gradient_descent(toy_loss, toy_grad, starts[start], eta=eta), 8)[-1]
            shown = next(t for t in drawn_texts(chart, eta=eta, start=start) if "after 7" in t)
            assert float(shown.rpartition(" ")[2]) == pytest.approx(end.loss, rel=0.01)


@pytest.mark.parametrize("etas", [[0.1], [0.1, 0.2, 0.4]])
def test_step_sizes_must_be_evenly_spaced(etas):
    with pytest.raises(ValueError, match="etas"):
        descent_explorer(
            toy_loss,
            toy_grad,
            {"s": [1, 1]},
            etas,
            x=(-1, 1),
            y=(-1, 1),
            names=["a", "b"],
            eta=0.1,
        )
