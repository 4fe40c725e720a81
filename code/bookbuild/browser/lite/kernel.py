"""The kernel of JupyterLite: what it is made of, and the lock from which it loads packages.

Its parts are wheels of plain Python: some come with JupyterLite's extension, and the rest, IPython
before all, stand in `requirements-lite.txt`; `environment.sh` downloads them, checked by hash. All
of them are in the lock of the site, so that Pyodide loads them at the start, and with them the
book's own package, without asking an index.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bookbuild.browser import live, pyodide
from bookbuild.execution.closure import PACKAGE
from bookbuild.notebooks.own_wheel import FIRST_ZIP_DATE
from bookbuild.paths import CODE

DISTRIBUTION = "jupyterlite-pyodide-kernel"
EXTENSION = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension")
PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
OWN_WHEELS = f"extensions/@jupyterlite/{EXTENSION.name}/static/pypi"  # in the application
REQUIREMENTS = CODE / "requirements-lite.txt"
DOWNLOADED = Path(sys.prefix, "kernel-wheels")
STARTUP = Path(__file__).with_name("startup.py")
STARTUP_MODULE = "book_startup"
WHEELS = "wheels"  # in the application
LOCK = "packages.json"
NEEDED = ("ipykernel", "piplite", "pyodide_kernel")  # of what the extension brings


def requirements() -> dict[str, str]:
    """Return the packages that JupyterLite's extension does not bring, with their version."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", REQUIREMENTS.read_text("utf-8"), flags=re.MULTILINE)
    return {pyodide.normalised(name): number for name, number in lines}


def settings() -> dict[str, Any]:
    """Return what the kernel must know; addresses are relative to the folder of JupyterLite."""
    python = ".".join(pyodide.lock()["info"]["python"].split(".")[:2])
    packages = [*NEEDED, *requirements(), STARTUP_MODULE, PACKAGE]
    return {
        "pyodideUrl": f"./../{live.RUNTIME}/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": LOCK,
            "packages": [*map(pyodide.normalised, packages)],
            # IPython runs the file that this names before the first cell
            "env": {
                "HOME": "/home/pyodide",
                "PYTHONSTARTUP": f"/lib/python{python}/site-packages/{STARTUP_MODULE}.py",
            },
        },
    }


def version_of_all() -> str:
    """Return a text that changes with every part of the kernel."""
    parts = (Path(__file__), STARTUP, REQUIREMENTS)
    contents = b"\0".join(path.read_bytes() for path in parts)
    return f"{version(DISTRIBUTION)} {hashlib.sha256(contents).hexdigest()}"


def downloaded() -> list[Path]:
    """Return the wheels of the requirements.

    Raises
    ------
    RuntimeError
        If one is missing.
    """
    found = {}
    for path in DOWNLOADED.glob("*.whl"):
        name, number = path.name.split("-")[:2]
        found[pyodide.normalised(name), number] = path
    wanted = requirements().items()
    missing = [" ".join(item) for item in wanted if item not in found]
    if missing:
        raise RuntimeError(
            f"the wheels of JupyterLite's kernel are not complete: {', '.join(missing)} not in "
            f"{DOWNLOADED}. They come with the environment: touch {REQUIREMENTS.name}, `make book`"
        )
    return [found[item] for item in wanted]


def startup_wheel() -> tuple[str, bytes]:
    """Return the name and the content of the wheel with what runs when a kernel starts."""
    about = f"{STARTUP_MODULE}-0.dist-info"
    files = {
        f"{STARTUP_MODULE}.py": STARTUP.read_text(encoding="utf-8"),
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {STARTUP_MODULE}\nVersion: 0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(zipfile.ZipInfo(name, FIRST_ZIP_DATE), text)
    content = buffer.getvalue()
    # named by its content, so that a browser which kept an older one does not take that
    number = f"0_{hashlib.sha256(content).hexdigest()[:10]}"
    return f"{STARTUP_MODULE}-0-{number}-py3-none-any.whl", content


def add_wheels(folder: Path) -> None:
    """Put the wheels that JupyterLite does not bring into the application."""
    wheels = folder / WHEELS
    wheels.mkdir()
    for path in downloaded():
        shutil.copy(path, wheels)
    name, content = startup_wheel()
    (wheels / name).write_bytes(content)


def parts(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each part of the kernel by its name, as an entry of Pyodide's lock."""
    brought = (path for name in NEEDED for path in folder.glob(f"{OWN_WHEELS}/{name}-*.whl"))
    for path in (*brought, *sorted(folder.glob(f"{WHEELS}/*.whl"))):
        name, number = path.name.split("-")[:2]
        yield (
            pyodide.normalised(name),
            {
                "name": name,
                "version": number,
                "file_name": path.relative_to(folder).as_posix(),
                "install_dir": "site",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "package_type": "package",
                "imports": [],
                "depends": [],  # all are loaded at the start
            },
        )


def lock(of_pages: Path, folder: Path) -> dict[str, Any]:
    """Return the lock for JupyterLite: that of the pages, and the parts of the kernel.

    Files are named from where it stands. What both have is the kernel's, of which IPython says
    which version it needs.
    """
    found = json.loads(of_pages.read_text(encoding="utf-8"))
    packages = {}
    for name, package in found["packages"].items():
        file = package["file_name"]
        own = f"../{live.FOLDER}/{file.removeprefix('./')}"
        place = own if file.startswith("./") else f"../{live.RUNTIME}/{file}"
        packages[pyodide.normalised(name)] = {**package, "file_name": place}
    return {**found, "packages": packages | dict(parts(folder))}
