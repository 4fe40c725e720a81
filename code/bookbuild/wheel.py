"""Build the wheel of `mathforml` that a downloaded notebook installs."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import NamedTuple

from flit_core.wheel import WheelBuilder

from bookbuild.paths import CODE

FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class Wheel(NamedTuple):
    """A built wheel: its file, and the hash by which pip checks what it fetched."""

    path: Path
    sha256: str


def build_wheel(folder: Path) -> Wheel:
    """Build the wheel of the package as it is now; the same source gives the same bytes.

    Parameters
    ----------
    folder : Path
        Where the wheel is put; made when it does not exist.

    Returns
    -------
    Wheel
        The file, named by the wheel standard, and the SHA-256 of its bytes.
    """
    buffer = io.BytesIO()
    builder = WheelBuilder.from_ini_path(CODE / "pyproject.toml", buffer)
    builder.source_time_stamp = FIRST_ZIP_DATE  # in place of the times of the files
    builder.build()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / builder.wheel_filename
    path.write_bytes(buffer.getvalue())
    return Wheel(path, hashlib.sha256(buffer.getvalue()).hexdigest())
