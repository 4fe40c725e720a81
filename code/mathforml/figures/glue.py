"""Numbers for the prose: a cell computes a number, the sentence beside it quotes that number."""

from __future__ import annotations

RECORD = "application/papermill.record/text/plain"


def glue(name: str, value: object, spec: str = "") -> None:
    """Store a number under a name, so that the chapter's text can quote it with ``{glue:text}``.

    The number is written once, formatted, into the cell's output, in the form that MyST-NB reads.
    Jupyter shows nothing, and outside Jupyter nothing happens.

    Parameters
    ----------
    name : str
        Name by which the text quotes the number; unique in the chapter.
    value : object
        What to quote, usually a float or an int.
    spec : str
        Format specification, such as ``",.0f"`` for whole numbers with a comma per thousand.


    Examples
    --------
    >>> glue("loss", 3890.456, ",.0f")
    """
    try:
        text = format(value, spec).replace("-", "\N{MINUS SIGN}")
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"spec {spec!r} does not fit the value {value!r} of {name!r}: {error}"
        ) from error
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if get_ipython() is not None:
        # quoted, since MyST-NB would read a bare 5,930 as the pair (5, 930)
        display(
            {RECORD: repr(text)},
            raw=True,
            metadata={
                "scrapbook": {"name": name, "mime_prefix": RECORD.removesuffix("text/plain")}
            },
        )
