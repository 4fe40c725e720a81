import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import fold_map, subplots
from mathforml.selection.splits import block_folds, grouped_folds

WHO = np.repeat([0, 1, 2], 2)


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_each_row_of_each_fold_is_tested_on_or_learned_from(ax):
    folds = grouped_folds(WHO, n_folds=3)
    assert fold_map(ax, WHO, folds, name="patient", title="whole") is ax
    learned, tested = (dots.get_offsets() for dots in ax.collections)
    assert len(learned) == 12
    assert len(tested) == 6
    assert len(np.unique(np.concatenate([learned, tested]), axis=0)) == 18
    for fold in (1, 2, 3):  # both visits of one patient, beside each other
        places = tested[tested[:, 1] == fold, 0]
        assert np.ptp(places) == pytest.approx(1)
    assert [dots.get_label() for dots in ax.collections] == ["learned from", "tested on"]


def test_groups_stand_apart_and_have_their_number(ax):
    fold_map(ax, WHO, grouped_folds(WHO, n_folds=3), name="patient")
    places = np.unique(np.concatenate([dots.get_offsets()[:, 0] for dots in ax.collections]))
    gaps = np.diff(places)
    assert gaps[[1, 3]].min() > gaps[[0, 2, 4]].max()
    ticks = {tick.get_text(): tick.get_position()[0] for tick in ax.get_xticklabels()}
    assert list(ticks) == ["1", "2", "3"]
    np.testing.assert_allclose(list(ticks.values()), places.reshape(3, 2).mean(axis=1))


def test_rows_of_a_gap_are_left_out(ax):
    fold_map(ax, np.zeros(9, dtype=int), block_folds(9, n_folds=3, gap=1), name="days")
    learned, tested = (dots.get_offsets() for dots in ax.collections)
    assert set(learned[learned[:, 1] == 2, 0]) == {0, 1, 7, 8}
    assert set(tested[tested[:, 1] == 2, 0]) == {3, 4, 5}


@pytest.mark.parametrize("groups", [[0, 1, 0], [0, 2], [], [[0, 1]]])
def test_refuses_groups_that_are_not_in_order(ax, groups):
    with pytest.raises(ValueError, match="groups must number"):
        fold_map(ax, groups, [([0], [1])], name="patient")
