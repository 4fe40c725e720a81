"""Kernels that build the book draw a wide figure a second time, for a phone.

A page shrinks a figure to the width of the screen, and its letters with it. So there is a drawing
at the width of a phone, with letters as large as on the page and panels below each other. It goes
with the figure as a type of its own, which Jupyter does not know and no notebook of ours keeps.
"""


def register(shell):
    """Add the type to what a shell makes of a figure, and no name to what cells can use."""
    import sys

    from IPython.core.formatters import BaseFormatter, catch_format_error
    from IPython.core.pylabtools import print_figure
    from traitlets import ObjectName, Unicode

    NARROW = "image/svg+xml;width=narrow"
    WIDTH = 3.6  # inches, of 96 pixels

    def draw_narrow(figure):
        """Return the drawing of a figure at the width of a phone; None when it is no wider."""
        from matplotlib.gridspec import GridSpec

        width, height = figure.get_size_inches()
        if width <= WIDTH:
            return None
        places = {
            ax: ax.get_subplotspec() for ax in figure.axes if ax.get_subplotspec() is not None
        }
        ordered = sorted({(s.rowspan.start, s.colspan.start) for s in places.values()})
        n_rows = len({row for row, _ in ordered}) or 1
        n_columns = len(ordered) / n_rows
        # what has a fixed shape, as a map or a photograph, shrinks in both directions
        shaped = any(ax.get_aspect() != "auto" for ax in places)
        panel = height / n_rows * (n_columns * WIDTH / width if shaped else 1)
        labels = [ax.yaxis.get_tick_params().get("labelleft") for ax in places]
        try:
            if n_columns > 1:
                grid = GridSpec(len(ordered), 1, figure=figure)
                for ax, place in places.items():
                    at = ordered.index((place.rowspan.start, place.colspan.start))
                    ax.set_subplotspec(grid[at])
                    ax.yaxis.set_tick_params(labelleft=True)
                    ax.xaxis.set_tick_params(labelbottom=True)
            figure.set_size_inches(WIDTH, panel * max(len(ordered), 1))
            return print_figure(figure, "svg", bbox_inches=None, metadata={"Date": None})
        finally:
            figure.set_size_inches(width, height)
            for (ax, place), label in zip(places.items(), labels, strict=True):
                ax.set_subplotspec(place)
                ax.yaxis.set_tick_params(labelleft=bool(label))

    class NarrowFormatter(BaseFormatter):
        """What draws a figure for a phone.

        Matplotlib, when it is loaded, takes back what is registered for figures by type.
        """

        format_type = Unicode(NARROW)
        print_method = ObjectName("_repr_narrow_svg_")

        @catch_format_error
        def __call__(self, obj):
            library = sys.modules.get("matplotlib.figure")
            return draw_narrow(obj) if library and isinstance(obj, library.Figure) else None

    formatter = shell.display_formatter
    formatter.formatters[NARROW] = NarrowFormatter(parent=formatter)


register(get_ipython())  # noqa: F821
del register
