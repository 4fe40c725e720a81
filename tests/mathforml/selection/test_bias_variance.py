"""The decomposition against closed forms, and against the test error that it takes apart.

Estimates may differ from closed forms by five of their standard errors: a right function does so
less than once in a million seeds. The seeds are fixed.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.selection.bias_variance import Parts, decompose, smoother_parts

X = np.linspace(-1, 1, 12)
X_NEW = np.linspace(-0.9, 0.9, 7)
NOISE, MOST = 0.7, 5


def truth(x):
    return np.sin(3 * x)


def powers(x, degree):
    return x[:, None] ** np.arange(degree + 1)


def polynomial(degree):
    def fit(x, y):
        theta = np.linalg.lstsq(powers(x, degree), y, rcond=None)[0]
        return lambda x_new: powers(x_new, degree) @ theta

    return fit


def smoother(degree):
    return powers(X_NEW, degree) @ np.linalg.pinv(powers(X, degree))


def run(degree=3, n_repeats=2000, seed=0, noise=NOISE):
    return decompose(
        polynomial(degree),
        truth,
        lambda rng: X,
        X_NEW,
        noise=noise,
        n_repeats=n_repeats,
        rng=np.random.default_rng(seed),
    )


@pytest.mark.parametrize("degree", [0, 1, 3, 8])
def test_simulation_agrees_with_the_closed_form(degree):
    n_repeats = 2000
    parts = run(degree, n_repeats).parts
    exact = smoother_parts(smoother(degree), truth(X), truth(X_NEW), noise=NOISE)
    # a variance of normal numbers is off by sqrt(2 / R) of itself
    np.testing.assert_allclose(parts.variance, exact.variance, rtol=MOST * np.sqrt(2 / n_repeats))
    # the mean is off by sqrt(variance / R), and so its square by 2 |bias| off + off^2
    off = np.sqrt(exact.variance / n_repeats)
    allowed = 2 * np.sqrt(exact.bias_squared) * MOST * off + (MOST * off) ** 2
    assert (np.abs(parts.bias_squared - exact.bias_squared) < allowed).all()
    assert parts.noise == exact.noise == pytest.approx(NOISE**2)


@pytest.mark.parametrize("degree", [0, 3, 8])
@pytest.mark.parametrize("seed", range(3))
def test_the_parts_add_up_to_the_test_error(degree, seed):
    result = run(degree, 500, seed)
    assert abs(result.parts.total - result.test_error) < MOST * result.standard_error
    assert result.standard_error < 0.1 * result.test_error


@pytest.mark.parametrize("degree", [1, 10])
def test_the_stated_standard_error_is_the_spread_of_the_difference(degree):
    """Of degree 10 the variance is so large that the spread of the error itself is far larger."""
    runs = [run(degree, 50, seed) for seed in range(300)]
    surprises = [r.parts.total - r.test_error for r in runs]
    stated = np.sqrt(np.mean([r.standard_error**2 for r in runs]))
    # the standard deviation of 300 normal numbers is off by 1 / sqrt(600) of itself
    assert np.std(surprises) == pytest.approx(stated, rel=MOST / np.sqrt(600))
    assert abs(np.mean(surprises)) < MOST * stated / np.sqrt(300)


def test_the_estimate_of_the_bias_is_right_on_average_with_few_training_sets():
    """Without subtracting variance / R, it would be too large by that."""
    runs = [run(2, 4, seed).parts.bias_squared.mean() for seed in range(1000)]
    exact = smoother_parts(smoother(2), truth(X), truth(X_NEW), noise=NOISE)
    standard_error = np.std(runs) / np.sqrt(len(runs))
    assert abs(np.mean(runs) - exact.bias_squared.mean()) < MOST * standard_error
    assert exact.variance.mean() / 4 > 10 * standard_error  # so that it would be seen


def test_without_noise_a_model_on_given_inputs_has_no_variance():
    """At 0, where line and truth cross, the bias is rounding alone.

    Two ways to fit a line that is not ill-conditioned differ by some `eps` of the data, and the
    squares of a difference d by that times 2 |d|, and its own square.
    """
    result = run(1, 5, noise=0.0)
    rounding = 10 * np.finfo(float).eps * np.abs(truth(X)).max()
    assert (result.parts.variance <= rounding**2).all()
    line = np.polyval(np.polyfit(X, truth(X), 1), X_NEW)
    bias = np.abs(line - truth(X_NEW))
    allowed = 2 * bias * rounding + rounding**2
    assert (np.abs(result.parts.bias_squared - bias**2) <= allowed).all()
    assert result.test_error == pytest.approx(result.parts.total)


def test_random_inputs_add_to_the_variance():
    given, drawn = (
        decompose(
            polynomial(1),
            truth,
            draw,
            X_NEW,
            noise=0.0,
            n_repeats=50,
            rng=np.random.default_rng(0),
        ).parts.variance.mean()
        for draw in (lambda rng: X, lambda rng: rng.uniform(-1, 1, 12))
    )
    assert given < 1e-25 < 1e-3 < drawn


def test_by_hand_half_of_one_measurement():
    """The truth is 2 and the noise 3 or -3: y is 5 or -1, and half of it 2.5 or -0.5."""
    predictions = np.array([2.5, -0.5])
    error = np.mean((2 - predictions) ** 2)
    parts = smoother_parts([[0.5]], [2.0], [2.0], noise=3.0)
    assert error == 3.25 == parts.bias_squared[0] + parts.variance[0]
    assert parts.total == 12.25


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 2))
def test_a_smoother_of_least_squares_is_unbiased_for_a_line(w, b, noise):
    parts = smoother_parts(smoother(1), w * X + b, w * X_NEW + b, noise=noise)
    np.testing.assert_allclose(parts.bias_squared, 0, atol=1e-20)


def test_predictions_are_those_of_the_models():
    result = run(3, 20)
    assert result.predictions.shape == (20, 7)
    np.testing.assert_allclose(result.parts.variance, result.predictions.var(axis=0, ddof=1))


def test_the_total_is_the_sum_of_means():
    assert Parts(1.0, np.array([2.0, 4.0]), np.array([0.5, 0.5])).total == 4.5


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"n_repeats": 1}, ValueError, "n_repeats must be at least 2"),
        ({"noise": -1.0}, ValueError, "noise must be at least 0"),
        ({"rng": 0}, TypeError, "rng must be a generator"),
        ({"fit": 0}, TypeError, "fit must be a function"),
        ({"truth": lambda x: x[:-1]}, ValueError, r"truth\(X_new\) must give .* 7 samples, got"),
        ({"truth": lambda x: x * np.nan}, ValueError, r"truth\(X_new\) must be finite"),
        ({"X_new": ["a"]}, TypeError, "X_new must hold real numbers"),
        ({"X_new": [np.nan], "truth": np.ones_like}, ValueError, "X_new must be finite"),
        ({"fit": lambda X, y: 3}, TypeError, r"fit\(X, y\) must be a function, got int"),
        (
            {"fit": lambda X, y: lambda Z: [1.0]},
            ValueError,
            r"prediction must give .* 7 samples, got shape \(1,\)",
        ),
    ],
)
def test_refusals(changes, error, message):
    given = {
        "fit": polynomial(1),
        "truth": truth,
        "draw_inputs": lambda rng: X,
        "X_new": X_NEW,
        "noise": 1.0,
        "n_repeats": 2,
        "rng": np.random.default_rng(0),
    }
    with pytest.raises(error, match=message):
        decompose(**given | changes)


def test_a_smoother_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match=r"S must have shape \(1, 2\), got \(2, 1\)"):
        smoother_parts([[1.0], [1.0]], [1.0, 2.0], [1.0], noise=1.0)
    with pytest.raises(ValueError, match="noise must be at least 0"):
        smoother_parts([[1.0]], [1.0], [1.0], noise=-1.0)
