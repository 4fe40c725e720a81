"""Build the wheel of `mathforml` that a downloaded notebook installs."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urljoin

from flit_core.wheel import WheelBuilder
from sphinx.application import Sphinx

from bookbuild.paths import CODE

FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the package as it is now; the same source gives the same bytes.

    Parameters
    ----------
    folder : Path
        Where the wheel is put; made when it does not exist.

    Returns
    -------
    Path
        The file, named by the wheel standard.
    """
    buffer = io.BytesIO()
    builder = WheelBuilder.from_ini_path(CODE / "pyproject.toml", buffer)
    builder.source_time_stamp = FIRST_ZIP_DATE  # in place of the times of the files
    builder.build()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / builder.wheel_filename
    path.write_bytes(buffer.getvalue())
    return path


def add_wheel(app: Sphinx) -> None:
    """Put the package into the site."""
    if app.builder.format == "html":
        wheel = app.builder.wheel = build_wheel(Path(app.outdir) / "wheels")
        # without a hash: a notebook that was saved long ago installs the package as it is now
        app.builder.wheel_address = urljoin(app.config.html_baseurl, f"wheels/{wheel.name}")
