import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from mathforml.figures import PALETTE, subplots


def luminance(colour):
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("background", ["#ffffff", "#14181e"])
@pytest.mark.parametrize("name", PALETTE)
def test_every_colour_stands_out_in_both_themes(name, background):
    light, dark = sorted((luminance(PALETTE[name]), luminance(background)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.2, success criterion 1.4.11


def test_a_figure_leaves_the_readers_settings_alone():
    plt.get_backend()  # is chosen at its first use, which changes a setting
    before = mpl.rcParams.copy()
    fig, ax = subplots()
    assert mpl.rcParams == before
    assert not ax.spines["top"].get_visible()
    plt.close(fig)


def test_axes_stand_side_by_side():
    fig, axes = subplots(1, 3, width=9, sharey=True)
    assert len(axes) == 3
    assert fig.get_size_inches()[0] == 9
    assert axes[0].get_shared_y_axes().joined(axes[0], axes[2])
    plt.close(fig)


def test_axes_come_in_reading_order():
    fig, axes = subplots(2, 2)
    places = [
        ax.get_subplotspec().rowspan.start * 2 + ax.get_subplotspec().colspan.start for ax in axes
    ]
    assert places == [0, 1, 2, 3]
    plt.close(fig)
