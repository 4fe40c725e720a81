"""Kernels that build the book store an Altair chart as its source and as a picture.

The page draws the source; the picture stands in where a notebook is only shown, as on GitHub.
Registered by name, so that a chapter without charts does not pay for the import. In a reader's own
Jupyter none of this runs and Altair draws by itself.
"""

from base64 import b64encode
from struct import unpack

VEGALITE = "application/vnd.vegalite.v6+json"
SCALE = 2  # pixels of the picture per pixel of the page


def chart_bundle(chart, include=None, exclude=None):
    """Return the source and the picture of an Altair chart, and the size to show it at."""
    import vl_convert

    source = chart.to_dict()
    picture = vl_convert.vegalite_to_png(source, scale=SCALE, allowed_base_urls=[])
    width, height = unpack(">II", picture[16:24])  # where a PNG states its size
    data = {
        VEGALITE: source,
        "image/png": b64encode(picture).decode(),
        "text/plain": f"<interactive chart: {source.get('description', 'no description')}>",
    }
    return data, {"image/png": {"width": width // SCALE, "height": height // SCALE}}


get_ipython().display_formatter.mimebundle_formatter.for_type_by_name(  # noqa: F821
    "altair.vegalite.v6.api", "TopLevelMixin", chart_bundle
)
