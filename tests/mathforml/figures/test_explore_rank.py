import base64
import io
import re

import numpy as np
import pytest
import vl_convert
from mathforml.figures import rank_explorer
from mathforml.figures.explore_rank import data_url
from mathforml.linalg.svd import svd
from PIL import Image


@pytest.fixture(scope="module")
def picture():
    """A bright disc before a slope, with some noise."""
    y, x = np.mgrid[-1:1:24j, -1:1:32j]
    noise = np.random.default_rng(0).normal(scale=4, size=x.shape)
    return 90 + 60 * x + 70 * (x**2 + y**2 < 0.4) + noise


def best(picture, rank):
    """The best matrix of that rank, by LAPACK."""
    U, s, Vt = np.linalg.svd(picture)
    return (U[:, :rank] * s[:rank]) @ Vt[:rank]


def decoded(url):
    head, _, body = url.partition(",")
    assert head == "data:image/webp;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(body))).convert("L"), dtype=float)


@pytest.mark.parametrize("rank", [1, 4, 9])
def test_the_readout_is_the_measured_error(picture, drawn_texts, rank):
    chart = rank_explorer(svd(picture), most=9, rank=3)
    shown = next(t for t in drawn_texts(chart, rank=rank) if "error " in t)
    found = re.fullmatch(r"(\d+) layers?: ([\d,]+) numbers, error ([\d.]+)%", shown)
    assert ("layers" in shown) == (rank > 1)
    error = np.linalg.norm(picture - best(picture, rank)) / np.linalg.norm(picture)
    assert int(found[1]) == rank
    assert int(found[2]) == rank * (24 + 32)
    assert float(found[3]) == pytest.approx(100 * error, abs=0.06)


def test_the_pictures_are_the_best_of_their_rank(picture):
    values = rank_explorer(svd(picture), most=9).to_dict()["datasets"].values()
    pictures = {row["rank"]: row["url"] for rows in values for row in rows if "url" in row}
    assert sorted(pictures) == list(range(1, 10))
    for rank, url in pictures.items():
        difference = decoded(url) - best(picture, rank).clip(0, 255)
        assert np.sqrt(np.mean(difference**2)) < 5


def test_a_picture_is_drawn_at_every_rank(picture):
    source = rank_explorer(svd(picture), most=5, rank=2).to_dict()
    svg = vl_convert.vegalite_to_svg(source)
    assert len(re.findall(r"<image[^>]*data:image/webp", svg)) == 1


def test_black_and_white_are_the_ends():
    np.testing.assert_allclose(decoded(data_url([[-50.0] * 8] * 8)), 0, atol=3)
    np.testing.assert_allclose(decoded(data_url([[900.0] * 8] * 8)), 255, atol=3)


@pytest.mark.parametrize(("rank", "most"), [(0, 5), (6, 5), (1, 25)])
def test_refuses_ranks_that_are_not_there(picture, rank, most):
    with pytest.raises(ValueError, match="at most 24"):
        rank_explorer(svd(picture), most=most, rank=rank)
