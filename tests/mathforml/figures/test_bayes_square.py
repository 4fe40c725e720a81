import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import PALETTE, bayes_square, subplots
from mathforml.probability.bayes import posterior

CLINIC = {"base_rate": 0.4, "sensitivity": 0.75, "specificity": 0.875}
SCREENING = {"base_rate": 0.01, "sensitivity": 0.9, "specificity": 0.91}


@pytest.fixture
def panels():
    fig, panels = subplots(1, 2)
    yield panels
    plt.close(fig)


def areas(ax):
    """The areas of the orange and of the blue bars."""
    return [
        sum(
            bar.get_width() * bar.get_height()
            for bar in ax.patches
            if np.allclose(bar.get_facecolor(), plt.matplotlib.colors.to_rgba(PALETTE[name]))
        )
        for name in ("orange", "blue")
    ]


@pytest.mark.parametrize("rates", [SCREENING, CLINIC])
def test_areas_are_probabilities(panels, rates):
    square, zoom = panels
    assert bayes_square(square, zoom, **rates) is square
    prior = np.array([rates["base_rate"], 1 - rates["base_rate"]])
    positive = np.array([rates["sensitivity"], 1 - rates["specificity"]])
    np.testing.assert_allclose(areas(square), prior * positive)
    np.testing.assert_allclose(areas(zoom), posterior(prior, np.log(positive)))


def test_everybody_is_in_the_square(panels):
    bayes_square(*panels, **CLINIC)
    widths = [bar.get_width() for bar in panels[0].patches if bar.get_height() == 1]
    assert sum(widths) == pytest.approx(1)


def test_the_words(panels):
    bayes_square(*panels, **CLINIC, causes=("worn", "good"))
    words = [text.get_text() for ax in panels for text in ax.texts]
    assert words == ["40% worn,\n75% positive", "60% good,\n12% positive", "80% worn\n20% good"]


@pytest.mark.parametrize(("rates", "left"), [(SCREENING, False), (CLINIC, True)])
def test_words_on_the_enlarged_part_stand_on_the_wider_one(panels, rates, left):
    bayes_square(*panels, **rates)
    (text,) = panels[1].texts
    assert (text.get_position()[0] == 0.04) == left


@pytest.mark.parametrize("name", ["base_rate", "sensitivity", "specificity"])
def test_refusals(panels, name):
    with pytest.raises(ValueError, match=f"{name} must be a probability"):
        bayes_square(*panels, **CLINIC | {name: 40})


def test_a_test_that_is_never_positive_has_no_picture(panels):
    with pytest.raises(ValueError, match="nobody would test positive"):
        bayes_square(*panels, base_rate=0.5, sensitivity=0, specificity=1)
