"""What the kernel of JupyterLite does before the first cell: it lets Altair charts draw.

JupyterLab has Vega-Lite 5, and Altair writes for Vega-Lite 6, which differs in little. Altair's
own way, a page that loads scripts from another host, would show nothing here.
"""

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def chart_bundle(chart, include=None, exclude=None):
    """Return an Altair chart as JupyterLab can draw it."""
    source = chart.to_dict()
    shows = source.get("description", "no description")
    return {
        "application/vnd.vegalite.v5+json": {**source, "$schema": SCHEMA},
        "text/plain": f"<interactive chart: {shows}>",
    }


get_ipython().display_formatter.mimebundle_formatter.for_type_by_name(  # noqa: F821
    "altair.vegalite.v6.api", "TopLevelMixin", chart_bundle
)
