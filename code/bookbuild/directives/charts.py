"""Draw Altair charts in the page from a self-hosted Vega.

A chapter's cell ends with an Altair chart, and its kernel stores the Vega-Lite source. Here the
source becomes three things:

- a picture of the chart as it starts, for a wide and for a narrow page: what readers see before
  the script has drawn, in print and without JavaScript;
- a form control with a label for each parameter that the author bound to one;
- the chart as Vega, in a file of its own that the page fetches when the chart comes near
  (frontend/src/charts/charts.js).

On a narrow page panels that stand side by side go below each other, and plots shrink to a width at
which their text can be read. Colours of axes and text are the theme's variables, so a change of
theme needs no new drawing.
"""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import NamedTuple

import vl_convert
from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer, load_mime_renders
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from bookbuild.directives.chart_controls import ChartError, controls_html
from bookbuild.execution.pictures import VEGALITE
from bookbuild.memo import recall

FOLDER = "_charts"
NARROW_PAGE = "(max-width: 36rem)"
NARROW_PLOT = 280  # pixels: with its axis it fits a phone's column of 350
WIDTH = re.compile(r"(.+_)?width|childWidth")  # Vega-Lite's names for the widths of plots
FEWEST_WORDS = 4  # a description with fewer names the chart instead of saying what it shows

# A picture stands outside the page, where the theme's variables have no value: there the colour
# after the comma counts.
INK = "var(--pst-color-text-base, #222832)"
RULE = "var(--pst-color-border, #c9c9c9)"
CONFIG = {
    "background": "transparent",
    "view": {"stroke": RULE},
    "axis": {
        **{"labelColor": INK, "titleColor": INK, "domainColor": INK, "tickColor": INK},
        **{"gridColor": RULE, "labelFontSize": 12, "titleFontSize": 13},
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 13},
    "header": {"labelColor": INK, "titleColor": INK},
    "title": {"color": INK, "subtitleColor": INK},
    "rule": {"color": INK},
    # a screen reader hears the description, the axes and the text in the chart, not every point
    "mark": {"aria": False},
    "text": {"color": INK, "aria": True},
}


class Picture(NamedTuple):
    """A chart as it starts, drawn when the book is built."""

    svg: str
    width: int
    height: int

    @property
    def size(self) -> str:
        return f'width="{self.width}" height="{self.height}"'


class Chart(NamedTuple):
    """What a page needs of one chart."""

    description: str
    vega: str  # JSON
    wide: Picture
    narrow: Picture
    controls: list[dict]  # Vega signals that are bound to a form control


class chart(nodes.General, nodes.Element):
    """A chart on a page: attribute `chart` is a `Chart`, `controls` the HTML of its controls."""


def compile_chart(source: dict) -> Chart:
    """Compile the Vega-Lite source of a chart for the page, unless it was compiled before.

    Raises
    ------
    ChartError
        When the chart has no description that can be its text alternative, or cannot be compiled.
    """
    description = " ".join(source.get("description", "").split())
    if len(description.split()) < FEWEST_WORDS:
        raise ChartError(
            "the chart has no description that says what it shows: add "
            f".properties(description='...') with at least {FEWEST_WORDS} words, "
            f"not {description!r}"
        )
    # keys in one order: a notebook that was stored has them sorted, a fresh one does not
    text = json.dumps(source, sort_keys=True)
    made_from = ("vl-convert", vl_convert.__version__, Path(__file__).read_bytes(), text)
    answer = json.loads(recall(lambda: json.dumps(compiled(text)).encode(), *made_from))
    wide, narrow = (Picture(**answer.pop(size)) for size in ("wide", "narrow"))
    return Chart(description, **answer, wide=wide, narrow=narrow)


def compiled(source: str) -> dict:
    """Compile a chart's source into the parts of a `Chart`, but for the description."""
    try:
        vega = vl_convert.vegalite_to_vega(source, config=CONFIG)
    except ValueError as error:
        raise ChartError(f"the chart cannot be compiled: {error}") from error
    fit_narrow_pages(vega)
    controls = [dict(signal) for signal in vega["signals"] if "bind" in signal]
    for signal in vega["signals"]:
        signal.pop("bind", None)  # the page has its own controls
    return {
        "vega": json.dumps(vega, ensure_ascii=False, separators=(",", ":")),
        "wide": draw(vega, narrow=False)._asdict(),
        "narrow": draw(vega, narrow=True)._asdict(),
        "controls": controls,
    }


def fit_narrow_pages(vega: dict) -> None:
    """Let the signal `narrow`, which the page sets, stack the panels and shrink the plots."""
    signals = vega.setdefault("signals", [])
    if "width" in vega:
        signals.insert(0, {"name": "width", "value": vega.pop("width")})
    for signal in signals:
        if WIDTH.fullmatch(signal["name"]) and signal.get("value", 0) > NARROW_PLOT:
            signal["update"] = f"narrow ? {NARROW_PLOT} : {signal['value']}"
    # panels of a concatenation; the cells and headers of a facet come from data or have a role
    panels = [mark for mark in vega["marks"] if not {"from", "role"} & mark.keys()]
    _keep_proportions(panels, {signal["name"]: signal for signal in signals})
    if "layout" in vega and panels:
        columns = vega["layout"].get("columns", len(panels))
        vega["layout"]["columns"] = {"signal": f"narrow ? 1 : {columns}"}
    signals.insert(0, {"name": "narrow", "value": False})


def _keep_proportions(panels: list[dict], signals: dict[str, dict]) -> None:
    """Let a panel that holds a photograph become lower as it becomes narrower."""
    for panel in panels:
        if not any(mark["type"] == "image" for mark in panel.get("marks", ())):
            continue
        size = panel["encode"]["update"]
        width, height = (signals[size[side]["signal"]] for side in ("width", "height"))
        if "update" in width:
            low = round(height["value"] * NARROW_PLOT / width["value"])
            height["update"] = f"narrow ? {low} : {height['value']}"


def draw(vega: dict, narrow: bool) -> Picture:
    """Draw the chart as it starts; the same chart gives the same bytes."""
    signals = [
        {**signal, "value": narrow} if signal["name"] == "narrow" else signal
        for signal in vega["signals"]
    ]
    svg = vl_convert.vega_to_svg({**vega, "signals": signals}, allowed_base_urls=[])
    # Vega numbers clip paths and gradients on from the pictures before this one
    numbers: dict[str, int] = {}
    svg = re.sub(
        r'(?<= id=")(clip|gradient_?)\d+|(?<=url\(#)(clip|gradient_?)\d+',
        lambda found: f"d{numbers.setdefault(found[0], len(numbers))}",
        svg,
    )
    width, height = re.search(r'width="(\d+)" height="(\d+)"', svg).groups()
    return Picture(svg, int(width), int(height))


class ChartRenderer:
    """Render a cell's output of type `VEGALITE`, as a plugin of myst-nb."""

    mime_priority_overrides = (("html", VEGALITE, 0),)

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        if data.mime_type != VEGALITE:
            return None
        id_prefix = f"chart-{data.cell_index}-{data.output_index}"
        try:
            compiled = compile_chart(data.content)
            controls = controls_html(compiled.controls, id_prefix)
        except ChartError as error:
            renderer.logger.warning(str(error), subtype="chart", line=data.line)
            return []
        return [chart(chart=compiled, controls=controls)]


def visit_chart(translator, node: chart) -> None:
    """Write the files of a chart, and its place in the page."""
    builder = translator.builder
    folder = Path(builder.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    page = builder.get_target_uri(builder.current_docname)

    def store(content: str, suffix: str) -> str:
        name = hashlib.sha256(content.encode()).hexdigest()[:16] + suffix
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
        return relative_uri(page, f"{FOLDER}/{name}")

    description, vega, wide, narrow, _ = node["chart"]
    translator.body.append(
        f"""<div class="chart" data-vega="{store(vega, ".json")}">
<div class="chart-box"><picture>
<source media="{NARROW_PAGE}" srcset="{store(narrow.svg, ".svg")}" {narrow.size}>
<img src="{store(wide.svg, ".svg")}" {wide.size} alt="{escape(description)}" loading="lazy">
</picture></div>
{node["controls"]}
</div>
"""
    )
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    # myst-nb finds renderers by entry point only, and the wheel of mathforml must not have one
    # that points to the builder of the book; the list that myst-nb keeps is the other way in
    renderers = load_mime_renders()
    if ChartRenderer not in renderers:
        renderers.append(ChartRenderer)
    app.add_node(chart, html=(visit_chart, None))
