import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


@pytest.mark.parametrize("power", [1, 2])
@pytest.mark.parametrize("w", [(3.0, -4.0), (0.0, 2.0)])
def test_the_border_has_one_price_and_the_pair_lies_on_it(ax, power, w):
    figures.penalty_region(ax, w, power=power)
    (region,) = ax.patches
    border = region.get_xy()
    np.testing.assert_allclose(
        np.linalg.norm(border, power, axis=1), np.linalg.norm(w, power), rtol=1e-12
    )
    if power == 1:  # a diamond has its corners on the axes
        corner = np.linalg.norm(w, 1)
        assert np.abs(border - [corner, 0]).sum(axis=1).min() < 1e-12
        assert np.abs(border - [0, -corner]).sum(axis=1).min() < 1e-12


def test_a_disc_is_round(ax):
    assert figures.penalty_region(ax, [1, 1], power=2) is ax
    assert ax.get_aspect() == 1


@pytest.mark.parametrize(
    ("w", "options", "message"),
    [
        ([1.0], {"power": 1}, "w must be a pair"),
        ([np.nan, 1.0], {"power": 1}, "w must be finite"),
        ([0.0, 0.0], {"power": 2}, "w must not be"),
        ([1.0, 2.0], {"power": 3}, "power must be 1 or 2, got 3"),
        ([1.0, 2.0], {"power": 1, "colour": "red"}, "colour must be one of"),
    ],
)
def test_refusals(ax, w, options, message):
    with pytest.raises(ValueError, match=message):
        figures.penalty_region(ax, w, **options)
