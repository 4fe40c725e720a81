"""JupyterLite itself: made once by its own command, and kept for the builds that follow.

It depends on the versions of JupyterLite and of its kernel, on the settings below and on the title
of the book, so these name the folder in which it is kept; a site links to its 15 MB. It takes
Pyodide from one address and a lock from another, so that it shares both with the pages. Whatever
its kernel imports is in that lock and loaded at the start, since it would ask PyPI for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bookbuild.browser.lite import kernel
from bookbuild.browser.lite.contents import LISTING
from bookbuild.paths import LITE

APPS = ("lab", "notebooks")
ICON = "_static/favicon.svg"  # in the site, beside whose pages the application stands
# configurations of JupyterLite's own build, and fonts for browsers that cannot run Python
UNUSED = ("rspack.config*", *(f"build/fa-*.{kind}" for kind in ("eot", "svg", "ttf", "woff")))
# JupyterLite makes functions from text, and puts styles and pictures into its pages
POLICY = "; ".join(
    (
        "default-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
    )
)
HEAD = f"""<title>{{title}}</title>
    <meta http-equiv="Content-Security-Policy" content="{POLICY}">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <link rel="icon" href="{{icon}}">"""


def settings(title: str) -> dict[str, Any]:
    """Return what `jupyter-lite.json` says: addresses, names, and how the application starts."""
    storage = f"{title} (JupyterLite)"  # a host may show several sites: each keeps to its own
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": title,
            "contentsAllJsonFile": LISTING,
            "contentsStorageName": storage,
            "settingsStorageName": storage,
            "workspacesStorageName": storage,
            "settingsOverrides": {
                "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
                "@jupyterlab/apputils-extension:notification": {
                    "checkForUpdates": False,
                    "fetchNews": "false",
                },
                # all have the same, so that a build gives the same files each time
                "@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False},
            },
            "litePluginSettings": {kernel.PLUGIN: kernel.settings()},
        },
    }


def dressed(page: str, title: str, icon: str) -> str:
    """Return a page of JupyterLite with the title and the icon of the book, for its site alone."""
    head = HEAD.format(title=escape(title), icon=icon)
    plain = "<title>JupyterLite</title>"
    if plain in page:
        return page.replace(plain, head, 1)
    return page.replace("<head>", f"<head>\n    {head}", 1)


def build(title: str, config: dict[str, Any], output: Path) -> None:
    """Let JupyterLite's command build the application into a folder.

    Raises
    ------
    RuntimeError
        If the command fails; the message is its own.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
        options = {
            "apps": APPS,
            "federated_extensions": [str(kernel.EXTENSION)],
            "ignore_sys_prefix": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(folder / "output"),
        }
        (folder / "jupyter_lite_config.json").write_text(
            json.dumps({"LiteBuildConfig": options}), encoding="utf-8"
        )
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "jupyterlite_core", "build"],
            cwd=folder,
            env={**os.environ, "JUPYTER_CONFIG_DIR": name, "JUPYTER_CONFIG_PATH": name},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if done.returncode:
            said = f"{done.stdout}\n{done.stderr}".strip()
            raise RuntimeError(f"JupyterLite was not built:\n{said[-3000:]}")
        shutil.copytree(folder / "output", output)
    for pattern in UNUSED:
        for path in output.glob(pattern):
            path.unlink()
    for page in output.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        icon = "../" * len(page.relative_to(output).parts) + ICON
        page.write_text(dressed(text, title, icon), encoding="utf-8", newline="\n")
    kernel.add_wheels(output)


def kept_application(title: str) -> Path:
    """Return the folder with the application for a book of this title, built unless it is kept."""
    config = settings(title)
    parts = (json.dumps(config), version("jupyterlite-core"), kernel.version_of_all())
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in parts:
        digest.update(f"\0{part}".encode())
    kept = LITE / digest.hexdigest()[:32]
    if not kept.exists():
        LITE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=LITE) as name:
            whole = Path(name, "application")
            build(title, config, whole)
            whole.rename(kept)  # a folder that has its name is whole
    return kept
