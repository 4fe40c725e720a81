"""Kernels that build the book store an Altair chart as its source, in Vega-Lite.

The page and the pictures of notebooks are drawn from it when the book is built. Registered by
name, so that a chapter without charts does not pay for the import. In a reader's own Jupyter none
of this runs and Altair draws by itself.
"""


def register(shell):
    """Add the type to what a shell makes of a chart, and no name to what cells can use."""
    VEGALITE = "application/vnd.vegalite.v6+json"

    def chart_bundle(chart, include=None, exclude=None):
        """Return the source of an Altair chart."""
        source = chart.to_dict()
        shows = source.get("description", "no description")
        return {VEGALITE: source, "text/plain": f"<interactive chart: {shows}>"}

    shell.display_formatter.mimebundle_formatter.for_type_by_name(
        "altair.vegalite.v6.api", "TopLevelMixin", chart_bundle
    )


register(get_ipython())  # noqa: F821
del register
