import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def test_a_row_of_dots_for_each_name(ax):
    rng = np.random.default_rng(3)
    values = {"Anna": rng.normal(size=50), "Bert": rng.normal(size=50)}
    assert figures.dot_rows(ax, values) is ax
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Anna", "Bert"]
    for row, (dots, measured) in enumerate(zip(ax.collections, values.values(), strict=True)):
        across, up = dots.get_offsets().T
        np.testing.assert_array_equal(across, measured)
        assert (np.abs(up - row) <= 0.25).all()
        assert len(np.unique(up)) == 50


def test_refuses_more_rows_than_colours(ax):
    with pytest.raises(ValueError, match="at most 5 rows, got 6"):
        figures.dot_rows(ax, {str(i): [1.0] for i in range(6)})
