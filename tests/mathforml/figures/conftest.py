"""Charts are drawn by Vega outside the book, so that what they show can be read back."""

import re
from collections.abc import Callable

import pytest
import vl_convert


@pytest.fixture
def drawn_texts() -> Callable[..., list[str]]:
    """Return a function that gives every text of a chart whose parameters have given values."""

    def draw(chart, **values):
        spec = chart.to_dict()
        for parameter in spec["params"]:
            if parameter["name"] in values:
                parameter["value"] = values[parameter["name"]]
        return re.findall(r"<text[^>]*>([^<]*)</text>", vl_convert.vegalite_to_svg(spec))

    return draw
