"""A parameter that is described once, in another function of its family."""

from __future__ import annotations

import pytest
from mathforml._docs import parameters_like
from mathforml._types import Array
from numpydoc.docscrape import NumpyDocString


def walk(loss, *, eta, batches=None):
    """Walk downhill.

    Parameters
    ----------
    loss : callable
        What to make small.

        It gives a number.
    eta : float
        The step size.
    batches : iterable, optional

    Yields
    ------
    int
    """


def silent():
    """Say nothing of what is given."""


@parameters_like(walk)
def roll(loss, *, eta, beta):
    """Roll downhill.

    It has a memory.

    Parameters
    ----------
    beta : float
        How much is kept.

    Yields
    ------
    int
    """


@parameters_like(walk)
def fall(eta, loss):
    """Fall downhill.

    There is no more to say.

    Yields
    ------
    int
    """


def described(function):
    doc = NumpyDocString(function.__doc__)
    return {entry.name: (entry.type, entry.desc) for entry in doc["Parameters"]}


def test_shared_parameters_are_described_as_there_and_own_ones_as_here():
    assert described(roll) == {
        "loss": ("callable", ["What to make small.", "", "It gives a number."]),
        "eta": ("float", ["The step size."]),
        "beta": ("float", ["How much is kept."]),
    }


def test_the_order_is_that_of_the_signature_and_the_section_may_be_left_out():
    assert list(described(fall)) == ["eta", "loss"]
    doc = NumpyDocString(fall.__doc__)
    assert doc["Summary"] == ["Fall downhill."]
    assert doc["Extended Summary"] == ["There is no more to say."]
    assert doc["Yields"][0].type == "int"


def test_the_rest_of_the_docstring_stays():
    doc = NumpyDocString(roll.__doc__)
    assert doc["Summary"] == ["Roll downhill."]
    assert doc["Extended Summary"] == ["It has a memory."]
    assert doc["Yields"][0].type == "int"


def test_an_entry_of_two_names_is_cut_to_those_that_are_taken():
    def both(loss, grad):
        """Both.

        Parameters
        ----------
        loss, grad : callable
            Functions.
        """

    @parameters_like(both)
    def one(grad):
        """One."""

    @parameters_like(both)
    def two(loss, grad):
        """Two."""

    assert described(one) == {"grad": ("callable", ["Functions."])}
    assert described(two) == {"loss, grad": ("callable", ["Functions."])}


def test_of_several_functions_the_first_that_describes_a_parameter_counts():
    def other(eta, beta):
        """Other.

        Parameters
        ----------
        eta : int
        beta : float
            How much is kept.
        """

    @parameters_like(walk, other)
    def swim(eta, beta):
        """Swim."""

    expected = {"eta": ("float", ["The step size."]), "beta": ("float", ["How much is kept."])}
    assert described(swim) == expected


def squares(x: Array) -> Array:
    """Square numbers.

    Parameters
    ----------
    x : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)
        In the same order.

    Examples
    --------
    >>> 1
    1
    """


def test_what_a_function_gives_is_said_by_the_first_source_that_gives_the_same():
    def other(x: Array) -> Array:
        """Other.

        Returns
        -------
        ndarray
        """

    @parameters_like(silent, walk, squares, other)
    def roots(x: Array, eta: float) -> Array:
        """Root of each.

        Examples
        --------
        >>> 2
        2
        """

    @parameters_like(squares)
    def rest() -> Array:
        """Rest.

        Notes
        -----
        None.
        """

    doc = NumpyDocString(roots.__doc__)
    (given,) = doc["Returns"]
    assert (given.type, given.desc) == ("ndarray of shape (n,)", ["In the same order."])
    assert (doc["Yields"], doc["Examples"]) == ([], [">>> 2", "2"])
    assert list(described(roots)) == ["x", "eta"]
    doc = NumpyDocString(rest.__doc__)
    assert (doc["Parameters"], doc["Returns"][0].desc) == ([], ["In the same order."])
    assert (doc["Notes"], doc["Examples"]) == (["None."], "")


def test_of_another_type_or_another_shape_nothing_is_filled_in():
    @parameters_like(squares)
    def total(x: Array) -> float:
        """Sum of squares."""

    @parameters_like(squares)
    def table(x: Array) -> Array:
        """Products of each two, of shape (n, n)."""

    @parameters_like(squares)
    def show(x: Array) -> None:
        """Show.

        Parameters
        ----------
        x : ndarray of shape (n,)
        """

    for function in (total, table, show):
        doc = NumpyDocString(function.__doc__)
        assert (doc["Returns"], list(described(function))) == ([], ["x"])


def test_what_nobody_describes_is_named():
    with pytest.raises(KeyError, match="unknown"):

        @parameters_like(walk)
        def swim(loss, unknown):
            """Swim."""
