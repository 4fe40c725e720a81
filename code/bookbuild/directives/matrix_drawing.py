"""Write the figure of a 2x2 matrix for a page, as HTML, and for a notebook, as SVG.

What there is to show is computed in frontend/src/matrix/matrix.js, here when the book is built and
in the browser when a reader moves an arrow. So the page holds the whole figure of the matrix that
it starts with, for print and for readers without scripts; matrix-explorer.js changes attributes
and texts of its parts, which it finds by their `data-part`.
"""

from __future__ import annotations

import json
import subprocess
from html import escape

from bookbuild.memo import recall
from bookbuild.paths import FRONTEND

LIMIT, UNIT = 3, 50  # as in matrix.js
EDGE = 185  # pixels from the origin to an edge of the drawing
IDENTITY = (1, 0, 0, 1)
EXAMPLES = {
    "Stretch": (2, 0, 0, 0.5),
    "Rotation by 45°": (0.7071, -0.7071, 0.7071, 0.7071),
    "Reflection": (-1, 0, 0, 1),
    "Shear": (1, 1, 0, 1),
    "Projection": (0.5, 0.5, 0.5, 0.5),
    "Zero": (0, 0, 0, 0),
}

# A picture in a notebook stands outside the page: there the colours after the commas count.
PAPER = "var(--pst-color-background, #ffffff)"
INK = "var(--pst-color-text-base, #22262b)"
MUTED = "var(--pst-color-text-muted, #525a63)"
RULE = "var(--pst-color-border, #dcd9d0)"
FIRST, SECOND, AREA = "#2b7bba", "#d0590a", "#0b8a5f"  # as in mathforml.figures.style

Matrix = tuple[float, float, float, float]


def shown(matrix: Matrix) -> dict[str, str]:
    """Return what the figure shows of a matrix, by the names of its parts."""
    tool, library = FRONTEND / "tools/matrix.mjs", FRONTEND / "src/matrix/matrix.js"
    question = json.dumps(matrix)

    def ask() -> bytes:
        return subprocess.run(
            ["node", str(tool), question], stdout=subprocess.PIPE, check=True
        ).stdout

    return json.loads(recall(ask, "matrix", tool.read_bytes(), library.read_bytes(), question))


def in_words(matrix: Matrix, parts: dict[str, str]) -> str:
    """Say what the picture shows, for readers who do not see it."""
    a, b, c, d = (parts[name].replace("-", "\N{MINUS SIGN}") for name in "abcd")
    return (
        f"A square grid, and its image under the matrix with rows ({a}, {b}) and ({c}, {d}). "
        f"The first unit vector goes to ({a}, {c}), the second to ({b}, {d}). "
        f"{parts['area']} {parts['side']} {parts['rank']}"
    )


def path(part: str, d: str, **attributes: str | float) -> str:
    """Return a path of the drawing; one whose `part` has a name moves with the matrix."""
    named = f' data-part="{part}"' if part else ""
    rest = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<path{named} d="{d}"{rest}/>'


def plane() -> str:
    """Return the plane before the matrix moves it: the grid, its axes, unit square and letter."""
    parts = shown(IDENTITY)
    numbers = "".join(
        f'<text x="{UNIT * k}" y="15">{name}</text>'
        f'<text x="-5" y="{4 - UNIT * k}" text-anchor="end">{name}</text>'
        for k, name in ((-2, "\N{MINUS SIGN}2"), (2, "2"))
    )
    return "\n".join(
        (
            path("", parts["rows"] + parts["columns"], stroke=RULE),
            path("", f"M0 -{EDGE}V{EDGE}M-{EDGE} 0H{EDGE}", stroke=MUTED),
            f'<g fill="{MUTED}" font-size="12" text-anchor="middle">{numbers}</g>',
            path("", parts["square"], stroke=MUTED, stroke_dasharray="4 3", fill="none"),
            path("", parts["letter"], stroke=MUTED, stroke_dasharray="2 2", fill="none"),
        )
    )


def drawing(parts: dict[str, str], attributes: str, handles: str = "") -> str:
    """Return the picture of a matrix as SVG."""

    def moving(part: str, **attributes: str | float) -> str:
        return path(part, parts[part], **attributes)

    def name(part: str, index: str) -> str:
        return (
            f'<text data-part="{part}" transform="{parts[part]}" dy="5">'
            f'<tspan font-style="italic">Ae</tspan><tspan dy="4" font-size="12">{index}</tspan>'
            "</text>"
        )

    return "\n".join(
        (
            f'<svg viewBox="-{EDGE} -{EDGE} {2 * EDGE} {2 * EDGE}" {attributes}>',
            f'<path d="M-{EDGE} -{EDGE}H{EDGE}V{EDGE}H-{EDGE}Z" fill="{PAPER}"/>',
            plane(),
            moving("rows", stroke=FIRST, stroke_opacity=0.6, stroke_width=1.5),
            moving("columns", stroke=SECOND, stroke_opacity=0.6, stroke_width=1.5),
            moving("square", fill=AREA, fill_opacity=0.3, stroke=AREA, stroke_width=2),
            moving("hatching", stroke=AREA, stroke_width=2),
            moving("letter", fill="none", stroke=INK, stroke_width=4),
            moving("first", fill=FIRST, stroke=FIRST, stroke_width=3.5),
            moving("second", fill=SECOND, stroke=SECOND, stroke_width=3.5),
            f'<g fill="{INK}" stroke="{PAPER}" stroke-width="4" paint-order="stroke" '
            'font-size="17" text-anchor="middle" font-family="serif">',
            name("firstName", "1"),
            name("secondName", "2"),
            f"</g>{handles}</svg>",
        )
    )


def handle(part: str, place: str, colour: str) -> str:
    """Return what a reader takes hold of at the tip of an arrow."""
    return (
        f'\n<g class="matrix-handle" data-part="{part}" transform="{place}">'
        f'<circle r="31" fill="transparent"/><circle class="matrix-ring" r="10" fill="{colour}" '
        f'fill-opacity="0.25" stroke="{colour}" stroke-width="2"/></g>'
    )


def panel(matrix: Matrix, parts: dict[str, str]) -> str:
    """Return the matrix, what it does in words, and the examples."""
    entries = "".join(
        f'<input type="text" size="6" readonly autocomplete="off" data-part="{part}" '
        f'value="{parts[part]}" aria-label="row {row}, column {column}">'
        for part, row, column in zip("abcd", (1, 1, 2, 2), (1, 2, 1, 2), strict=True)
    )
    buttons = "".join(
        f'<button type="button" data-matrix="{join(example)}">{name}</button>'
        for name, example in {"Start": matrix, **EXAMPLES}.items()
    )
    words = "\n".join(
        f'<p class="matrix-words" data-part="{part}">{parts[part]}</p>'
        for part in ("determinant", "area", "side", "rank")
    )
    limits = f"Entries are numbers from \N{MINUS SIGN}{LIMIT} to {LIMIT}."
    return f"""<div class="matrix-panel">
<div class="matrix-entries" role="group" aria-label="The matrix A"><i>A</i> =
<div><span><i>Ae</i><sub>1</sub></span><span><i>Ae</i><sub>2</sub></span>{entries}</div></div>
<div class="matrix-controls matrix-limits">{limits}</div>
{words}
<div class="matrix-controls matrix-examples" role="group" aria-label="Examples">{buttons}</div>
</div>"""


def join(matrix: Matrix) -> str:
    return " ".join(f"{entry:g}" for entry in matrix)


def figure_html(matrix: Matrix, address: str) -> str:
    """Return the whole figure for a page; `address` is that of its picture for notebooks.

    The page does not show the picture, but names it, so that the site keeps it.
    """
    parts = shown(matrix)
    label = f'role="img" aria-label="{escape(in_words(matrix, parts))}"'
    handles = handle("firstTip", parts["firstTip"], FIRST)
    handles += handle("secondTip", parts["secondTip"], SECOND)
    return f"""<div class="matrix-explorer" data-matrix="{join(matrix)}" \
data-picture="{address}" data-pagefind-ignore>
{drawing(parts, label, handles)}
{panel(matrix, parts)}
<div class="highlight-python notranslate"><div class="highlight">
<pre><span data-part="numpy">{parts["numpy"]}</span></pre></div></div>
<p class="matrix-controls matrix-help">Drag the ring at the tip of an arrow, or type a number.
With the keyboard: arrow keys move a ring by 0.1, with Shift by 0.5; Home goes back to the start.
A ring that comes within 0.1 of the line of the other arrow jumps onto that line.</p>
<p class="matrix-status" role="status"></p>
</div>
"""


def standalone(matrix: Matrix) -> str:
    """Return the picture as a file of its own."""
    size = 'xmlns="http://www.w3.org/2000/svg" width="420" height="420"'
    return drawing(shown(matrix), size)
