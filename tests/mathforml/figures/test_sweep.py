import numpy as np
import pytest
from mathforml.figures import subplots, sweep
from mathforml.figures.style import PALETTE
from mathforml.figures.sweep import LOOKS

ETAS = [0.01, 0.1, 1.0]


def test_a_line_for_each_method_with_its_own_look():
    _, ax = subplots()
    losses = {f"method {i}": [1.0, 0.1, np.inf] for i in range(len(LOOKS))}
    assert sweep(ax, ETAS, losses) is ax
    assert [line.get_label() for line in ax.lines] == list(losses)
    for line, look in zip(ax.lines, LOOKS, strict=True):
        assert (line.get_color(), line.get_marker()) == (PALETTE[look.colour], look.marker)
        assert line.get_linestyle() == ("--" if look.dash[1] else "-")
        np.testing.assert_array_equal(line.get_xdata(), ETAS)
        np.testing.assert_array_equal(line.get_ydata(), [1.0, 0.1, np.inf])


def test_no_two_looks_share_a_mark():
    assert (
        len({look.marker for look in LOOKS}) == len({look.shape for look in LOOKS}) == len(LOOKS)
    )


def test_looks_with_one_colour_differ_in_their_dashes():
    assert len({(look.colour, tuple(look.dash)) for look in LOOKS}) == len(LOOKS)


def test_scales_are_logarithmic_with_plain_numbers():
    _, ax = subplots()
    sweep(ax, ETAS, {"a": [1.0, 0.1, 0.01]})
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.xaxis.get_major_formatter()(0.001, 0) == "0.001"
    assert not len(ax.xaxis.get_minorticklocs())


def test_refuses_too_many_methods_and_missing_losses():
    _, ax = subplots()
    with pytest.raises(ValueError, match="losses must be of at most 6 methods; got 7"):
        sweep(ax, ETAS, {str(i): [1, 1, 1] for i in range(7)})
    with pytest.raises(ValueError, match=r"Adam must have 3 losses; got shape \(2,\)"):
        sweep(ax, ETAS, {"Adam": [1, 1]})
