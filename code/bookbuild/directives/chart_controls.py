"""Write the form controls of interactive charts: sliders, lists and boxes with labels.

Vega would make controls of its own, but only after its script has run, so that the page moves, and
with labels that are not tied to them. These stand in the page from the start;
frontend/src/charts/chart-view.js connects them.

A slider named `step` counts the steps of a method: it has buttons to go one step on or back, and
to play them all.
"""

from __future__ import annotations

import json
from decimal import Decimal
from html import escape

STEP = "step"
STEP_BUTTONS = (("back", "Back"), ("on", "Step"), ("play", "Play"))


class ChartError(ValueError):
    """A chart that cannot be put on a page; the message tells the author what to change."""


def controls_html(signals: list[dict], id_prefix: str) -> str:
    """Return the labelled controls of Vega signals that have a `bind`; nothing for no signals.

    Parameters
    ----------
    signals : list of dict
        Each with `name`, `value` and `bind`, as Vega defines them.
    id_prefix : str
        Start of the controls' ids, unique on the page.

    Raises
    ------
    ChartError
        When a label, a start value or a limit is missing, or the kind of a control is not known.
    """
    if not signals:
        return ""
    controls = "\n".join(control_html(signal, id_prefix) for signal in signals)
    return (
        '<div class="chart-controls" role="group" aria-label="Controls of the chart">\n'
        f'{controls}\n</div>\n<p class="chart-readout" role="status"></p>'
    )


def control_html(signal: dict, id_prefix: str) -> str:
    name, bind = signal["name"], signal["bind"]
    write = CONTROLS.get(bind["input"])
    if write is None:
        kinds = ", ".join(CONTROLS)
        raise ChartError(f"control '{name}' is of kind '{bind['input']}': expected one of {kinds}")
    label = bind.get("name", "").strip()
    if not label:
        raise ChartError(f"control '{name}' has no label: give its binding a name='...'")
    if "value" not in signal:
        raise ChartError(
            f"control '{name}' has no start value: use alt.param(value=..., bind=...)"
        )
    key = f"{id_prefix}-{name}"
    control = write(signal, f'id="{key}" data-signal="{name}"')
    return f'<div class="chart-control"><label for="{key}">{escape(label)}</label>{control}</div>'


def slider(signal: dict, attributes: str) -> str:
    name, bind = signal["name"], signal["bind"]
    missing = [limit for limit in ("min", "max", "step") if limit not in bind]
    if missing:
        raise ChartError(f"slider '{name}' has no {' and no '.join(missing)}")
    low, high, step = (bind[limit] for limit in ("min", "max", "step"))
    value = signal["value"]
    if not isinstance(value, int | float) or not low <= value <= high:
        raise ChartError(f"slider '{name}' starts at {value!r}: expected {low} to {high}")
    decimals = max(0, -Decimal(str(step)).normalize().as_tuple().exponent)
    text = f"{value:.{decimals}f}"
    if name == STEP and not all(isinstance(number, int) for number in (low, high, value, step)):
        raise ChartError(f"slider '{STEP}' counts steps: expected whole numbers")
    # a screen reader says the value as part of the slider: the output beside it is for the eye
    return (
        f'<input type="range" {attributes} min="{low}" max="{high}" step="{step}" value="{value}"'
        f' data-decimals="{decimals}" aria-valuetext="{text}">'
        f'<output aria-hidden="true">{text}</output>{step_buttons() if name == STEP else ""}'
    )


def step_buttons() -> str:
    buttons = "".join(
        f'<button type="button" data-steps="{what}">{label}</button>'
        for what, label in STEP_BUTTONS
    )
    return f'<span class="chart-steps">{buttons}</span>'


def choice(signal: dict, attributes: str) -> str:
    """Write a list whose values are JSON, so that numbers stay numbers."""
    options = signal["bind"]["options"]
    labels = signal["bind"].get("labels") or [str(option) for option in options]
    start = signal["value"]
    if start not in options:
        name = signal["name"]
        raise ChartError(f"list '{name}' starts at {start!r}: expected one of {options}")
    items = "".join(
        f'<option value="{escape(json.dumps(option))}"{" selected" if option == start else ""}>'
        f"{escape(label)}</option>"
        for option, label in zip(options, labels, strict=True)
    )
    return f"<select {attributes}>{items}</select>"


def box(signal: dict, attributes: str) -> str:
    value = signal["value"]
    if not isinstance(value, bool):
        raise ChartError(f"box '{signal['name']}' starts at {value!r}: expected True or False")
    return f'<input type="checkbox" {attributes}{" checked" if value else ""}>'


CONTROLS = {"range": slider, "select": choice, "checkbox": box}
