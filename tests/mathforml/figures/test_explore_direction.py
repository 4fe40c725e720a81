import numpy as np
import pytest
from mathforml.figures import direction_explorer

MATRICES = {
    "symmetric": [[2, 1], [1, 2]],
    "skew": [[4, 1], [2, 3]],
    "turning": [[1, -1], [2, 2]],
}


@pytest.fixture
def chart():
    return direction_explorer(MATRICES, angle=20)


def said(name, angle):
    """What the chart ought to say of a matrix and an angle, by complex numbers."""
    v = np.exp(1j * np.radians(angle))
    x, y = np.array(MATRICES[name]) @ [v.real, v.imag]
    image = complex(x, y)
    turn = abs(np.degrees(np.angle(image / v)))
    return f"turned {turn:.1f}°, stretched {abs(image):.2f}"


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("angle", [0, 20, 100, 170])
def test_the_chart_says_what_the_matrix_does_to_the_vector(chart, drawn_texts, name, angle):
    found = [text for text in drawn_texts(chart, which=name, angle=angle) if "turned " in text]
    assert any(said(name, angle) in text and "kept" not in text for text in found), found


@pytest.mark.parametrize(
    ("name", "angle", "stretch"), [("symmetric", 45, 3), ("symmetric", 135, 1), ("skew", 45, 5)]
)
def test_a_direction_that_is_kept_is_called_so(chart, drawn_texts, name, angle, stretch):
    texts = drawn_texts(chart, which=name, angle=angle)
    assert any(text.endswith(f"turned 0.0°, stretched {stretch}.00: kept") for text in texts)


def test_a_matrix_that_keeps_no_direction_is_never_said_to(chart, drawn_texts):
    for angle in range(0, 181, 20):
        texts = drawn_texts(chart, which="turning", angle=angle)
        assert not any(text.endswith("kept") for text in texts)


def test_the_slider_starts_where_it_is_told_and_the_list_at_the_first(chart):
    values = {p["name"]: p["value"] for p in chart.to_dict()["params"]}
    assert values == {"angle": 20, "which": "symmetric"}
    assert len(chart.to_dict()["description"]) > 80


@pytest.mark.parametrize(
    ("matrices", "angle", "message"),
    [
        (MATRICES, 181, "angle must be from 0 to 180 degrees; got 181"),
        ({"flat": [[1, 2, 3]]}, 0, r"'flat' has \(1, 3\)"),
    ],
)
def test_refusals(matrices, angle, message):
    with pytest.raises(ValueError, match=message):
        direction_explorer(matrices, angle=angle)
