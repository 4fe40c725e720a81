"""Kernels that build the book store an Altair chart as its source and as a picture.

The page draws the source; the picture stands in for it without JavaScript, in print and where a notebook is only shown.
Registered by name, so that a chapter without charts does not pay for the import. In a reader's own Jupyter none of this
runs and Altair draws by itself.
"""

from base64 import b64encode

VEGALITE = "application/vnd.vegalite.v6+json"


def chart_bundle(chart, include=None, exclude=None):
    """Return the source and a picture at twice the size of an Altair chart."""
    import vl_convert

    spec = chart.to_dict()
    picture = vl_convert.vegalite_to_png(spec, scale=2)
    text = f"<interactive chart: {spec.get('description', 'no description')}>"
    return {VEGALITE: spec, "image/png": b64encode(picture).decode(), "text/plain": text}


get_ipython().display_formatter.mimebundle_formatter.for_type_by_name(  # noqa: F821
    "altair.vegalite.v6.api", "TopLevelMixin", chart_bundle
)
