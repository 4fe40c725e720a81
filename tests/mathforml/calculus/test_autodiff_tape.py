"""The tape against hand calculation, and every rule against the complex step and differences."""

from __future__ import annotations

from operator import getitem

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays, mutually_broadcastable_shapes
from mathforml.calculus.autodiff import FLAT, RULES, Variable, backward, gradient, tape
from mathforml.calculus.complex_step import complex_step_gradient
from mathforml.calculus.finite_differences import numerical_gradient

A = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
v = np.array([0.7, -1.3, 2.0])

# each rule, as a function of a vector theta of three numbers; most are kept away from their kinks
USES = {
    np.add: [lambda t: np.sum((t + v) ** 2), lambda t: np.sum((v + t + t) ** 2)],
    np.subtract: [lambda t: np.sum((t - v) ** 2), lambda t: np.sum((1 - t) ** 3)],
    np.multiply: [lambda t: np.sum(t * v * t), lambda t: np.sum((2 * t) ** 2)],
    np.divide: [lambda t: np.sum(t / v), lambda t: np.sum(v / t), lambda t: t[0] / t[1]],
    np.power: [
        lambda t: np.sum(t**3),
        lambda t: np.sum(t**-1.0),
        lambda t: np.sum((t**2) ** 0.5),
        lambda t: np.sum(2.0**t),
        lambda t: np.sum((t * t) ** t),
        lambda t: np.sum((t - t) ** 0 + t),
    ],
    np.matmul: [
        lambda t: t @ v,
        lambda t: v @ t,
        lambda t: t @ t,
        lambda t: np.sum((A @ t) ** 2),
        lambda t: np.sum((t @ A.T) ** 2),
        lambda t: np.sum((A * t) @ v),
        lambda t: np.sum(v @ (A * t).T),
        lambda t: np.sum(((A * t) @ (A * t).T) ** 2),
    ],
    np.negative: [lambda t: np.sum((-t) ** 3)],
    np.square: [lambda t: np.sum(np.square(t))],
    np.sqrt: [lambda t: np.sum(np.sqrt(t * t + 1))],
    np.exp: [lambda t: np.sum(np.exp(t))],
    np.log: [lambda t: np.sum(np.log(t * t + 1))],
    np.log1p: [lambda t: np.sum(np.log1p(np.exp(-t)))],
    np.tanh: [lambda t: np.sum(np.tanh(t))],
    np.abs: [lambda t: np.sum(np.abs(t)), lambda t: abs(t[1]) * t[0]],
    np.maximum: [lambda t: np.sum(np.maximum(0, t)), lambda t: np.sum(np.maximum(t * t, t))],
    np.logaddexp: [
        lambda t: np.sum(np.logaddexp(0, -t)),
        lambda t: np.sum(np.logaddexp(2 * t, v)),
        lambda t: np.logaddexp(t[0], t[1]),
    ],
    np.where: [lambda t: np.sum(np.where(t > 0, t**2, 3 * t)), lambda t: np.where(True, t[0], 0)],
    np.sum: [
        lambda t: (A * t).sum(),
        lambda t: np.sum((A * t).sum(axis=0) ** 2),
        lambda t: np.sum(np.sum(A * t, axis=1) ** 2),
        lambda t: np.sum((A * t / np.sum((A * t) ** 2, axis=1, keepdims=True)) ** 3),
        lambda t: np.sum(np.sum(A * t, (0, 1)) ** 2),
    ],
    np.mean: [
        lambda t: np.mean(t) ** 2,
        lambda t: np.sum(np.mean(A * t, axis=1) ** 2),
        lambda t: np.sum((A * t - np.mean(A * t, axis=0, keepdims=True)) ** 2),
    ],
    np.transpose: [lambda t: np.sum((A * t).T @ A), lambda t: np.sum(np.transpose(t) * v)],
    getitem: [
        lambda t: t[0] * t[-1],
        lambda t: np.sum(t[1:] * t[:2]),
        lambda t: np.sum(t[[0, 0, 2]] * v),  # a number that is chosen twice
        lambda t: np.sum(t[np.array([[0, 1], [1, 2]])] @ A[:, :2]),
        lambda t: np.sum((t * A)[:, 1] ** 2),
        lambda t: np.sum(t[t > 0] ** 2),
    ],
}


def test_every_rule_is_tested():
    assert set(USES) == set(RULES)


@pytest.mark.parametrize(
    "f", [pytest.param(f, id=g.__name__) for g, uses in USES.items() for f in uses]
)
@pytest.mark.parametrize("theta", [[0.5, -1.5, 2.5], [3.0, 0.2, -0.7]])
def test_rules_against_differences_and_the_complex_step(f, theta):
    ours = gradient(f, theta)
    np.testing.assert_allclose(ours, numerical_gradient(f, theta), rtol=1e-6, atol=1e-8)
    try:
        exact = complex_step_gradient(f, theta)
    except TypeError:  # not analytic, or np.logaddexp, which takes no complex numbers
        return
    np.testing.assert_allclose(ours, exact, rtol=1e-12, atol=1e-13)


def test_by_hand():
    """(w x + b - y)^2 + w^2 / 2 with w = 3, x = 2, b = 1, y = 5: w is used twice."""
    w, x, b = Variable(3.0, "w"), Variable(2.0, "x"), Variable(1.0, "b")
    loss = (w * x + b - 5) ** 2 + w**2 / 2
    backward(loss)
    assert loss.value == 8.5
    assert (w.gradient, x.gradient, b.gradient) == (8 + 3, 12, 4)
    names = " ".join(node.name for node in tape(loss))
    assert names == "w x b multiply add subtract power power divide add"
    slopes = [float(node.gradient) for node in tape(loss)[3:]]
    assert slopes == [4, 4, 4, 1, 0.5, 1, 1]


def test_the_tape_has_every_result_once_and_after_its_inputs():
    x = Variable(2.0)
    y = x
    for _ in range(50):
        y = y + y  # a walk along all paths would take 2^50 steps
    nodes = tape(y)
    assert len(nodes) == 51
    place = {node.number: i for i, node in enumerate(nodes)}
    assert all(place[x.number] < place[node.number] for node in nodes for x in node.inputs)
    backward(y)
    assert x.gradient == 2.0**50


def test_a_long_tape_needs_no_deep_recursion():
    x = Variable(1.0)
    y = x
    for _ in range(20_000):
        y = y * 1.0001
    backward(y)
    assert x.gradient == pytest.approx(1.0001**20_000)


def test_a_second_sweep_starts_from_zero():
    x = Variable(3.0)
    y = x**2
    backward(y)
    backward(y)
    assert x.gradient == 6


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3), st.data())
def test_slopes_have_the_shapes_of_what_they_belong_to(shapes, data):
    """The sum of all products a b: each number's slope is the sum of its partners."""
    numbers = st.floats(-5, 5)
    a, b = (data.draw(arrays(float, shape, elements=numbers)) for shape in shapes.input_shapes)
    left, right = Variable(a), Variable(b)
    backward((left * right).sum())
    partners = np.broadcast_to(b, shapes.result_shape)
    expected = np.zeros_like(a)
    stretched = np.broadcast_to(np.arange(a.size).reshape(a.shape), shapes.result_shape)
    np.add.at(expected.reshape(-1), stretched.reshape(-1), partners.reshape(-1))
    assert left.gradient.shape == a.shape
    assert right.gradient.shape == b.shape
    np.testing.assert_allclose(left.gradient, expected, atol=1e-12)


def test_kinks():
    def slope(f):
        return gradient(lambda t: f(t[0]), [0.0])[0]

    assert slope(abs) == 0
    assert slope(lambda x: np.maximum(0, x)) == 0.5
    assert slope(lambda x: np.maximum(x, x)) == 1
    assert slope(lambda x: x**0) == 0
    assert slope(lambda x: x**1) == 1
    assert slope(lambda x: 0.0**x) == 0


def test_huge_numbers_do_not_overflow():
    np.testing.assert_array_equal(
        gradient(lambda t: np.sum(np.logaddexp(0, t)), [-1000.0, 1000.0]), [0, 1]
    )


@pytest.mark.parametrize(
    "function", sorted(FLAT, key=lambda f: f.__name__), ids=lambda f: f.__name__
)
def test_flat_functions_give_plain_arrays(function):
    x = Variable([-1.0, 2.0])
    result = function(x) if function.nin == 1 else function(x, 0)
    assert type(result) is np.ndarray
    assert gradient(lambda t: np.sum(np.sign(t) * t), [-1.0, 2.0]).tolist() == [-1, 1]


def test_a_reader_can_add_a_rule(monkeypatch):
    with pytest.raises(TypeError, match="there is no rule for sin: add its slopes to RULES"):
        gradient(np.sin, 1.0)
    monkeypatch.setitem(RULES, np.sin, (lambda g, y, a: g * np.cos(a),))
    assert gradient(np.sin, 1.0) == np.cos(1.0)


def test_what_an_array_has():
    x = Variable(A)
    assert x.shape == (2, 3)
    assert x.T.shape == (3, 2)
    _first, second = x
    assert second.value.tolist() == A[1].tolist()
    total = [3.0, 1.0, 1.0] @ x.T  # a list on the left
    np.testing.assert_allclose(total.value, [1.5, 8.25])


def test_refusals():
    x = Variable([1.0, 2.0])
    with pytest.raises(TypeError, match=r"no slopes through add\.reduce"):
        np.add.reduce(x)
    array = np.zeros(2)
    with pytest.raises(TypeError, match=r"no slopes through add.__call__ with \['out'\]"):
        array += x
    with pytest.raises(TypeError, match="there is no rule for stack"):
        np.stack([x, x])
    with pytest.raises(TypeError, match="not 'Variable'"):
        float(x[0])
    with pytest.raises(ValueError, match="the factors of a product @ must be vectors or matrices"):
        np.ones((2, 2, 2)) @ x
    with pytest.raises(ValueError, match=r"the result must be one number, got shape \(2,\)"):
        backward(x + 1)
    with pytest.raises(TypeError, match="weight must hold real numbers"):
        Variable("three", "weight")
