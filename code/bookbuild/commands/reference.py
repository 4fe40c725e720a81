"""The stored outputs of the chapters, which tests compare with what the code gives now.

`tests/reference` follows the tree of `book`. For a page it holds

- `<page>.ipynb`: the code cells with their text outputs, which nbval runs again and compares;
- `<page>/<cell>-<picture>.png`: each picture, at half its size and in few colours.

Cells and pictures count from 0, as nbval counts cells. `make reference` rewrites what no longer
agrees and says what that was.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
from nbformat import NotebookNode
from nbval.plugin import coalesce_streams
from PIL import Image

from bookbuild import execution
from bookbuild.execution import store
from bookbuild.execution.pictures import DRAWING, PICTURE, VEGALITE, add_pictures
from bookbuild.paths import REFERENCE, ROOT
from bookbuild.sources import chapters

COLOURS = 32
TOLERANCE = 1.0  # root mean square difference of two pictures whose channels run from 0 to 255

NUMBER = re.compile(
    r"""[ ]*(?<![\w.])                        # not inside a name or a version
        [-+]?(\d+\.\d*|\.\d+|\d+(?=e[-+\d]))  # whole numbers are exact: they stay
        (e[-+]?\d+)?
        (?!\w|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)


def round_number(number: re.Match[str]) -> str:
    """Write a number to 6 significant digits, and one below 1e-9 as 0.

    Further digits differ between processors. The spaces before the number go too: NumPy pads the
    numbers of an array to one width, so that noise in one moves the others.
    """
    value = float(number[0])
    return f" {0 if abs(value) < 1e-9 else value:.6g}"


def normalised(output: object) -> object:
    """Return an output with the numbers in its text rounded."""
    if isinstance(output, str):
        return NUMBER.sub(round_number, output)
    if isinstance(output, list):
        return [normalised(part) for part in output]
    if isinstance(output, dict):
        return {key: normalised(part) for key, part in output.items()}
    return output


def code_cells(page: str) -> NotebookNode:
    """Return the code cells of a page, their source and tags, as a notebook without outputs."""
    source = chapters.parse(chapters.read_text(page), page)
    cells = chapters.code_cells(source)
    return nbformat.v4.new_notebook(
        metadata={"kernelspec": source.metadata["kernelspec"]} if cells else {},
        cells=[
            nbformat.v4.new_code_cell(
                cell.source,
                id=f"cell-{i}",
                metadata={"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {},
            )
            for i, cell in enumerate(cells)
        ],
    )


@cache
def executed(page: str) -> NotebookNode:
    """Return the code cells of a page with the outputs of the build, or run them without one."""
    notebook = code_cells(page)
    store.fill(notebook.cells, execution.results_of(page))
    for cell in notebook.cells:
        cell.outputs = coalesce_streams(cell.outputs)
        add_pictures(cell.outputs, (VEGALITE, DRAWING))
    return notebook


def text_only(executed: NotebookNode) -> NotebookNode:
    """Return an executed notebook without its pictures and the sources of its charts."""
    notebook = nbformat.from_dict(executed)
    for cell in notebook.cells:
        cell.metadata.pop("narrow", None)
        for output in cell.outputs:
            if "data" in output:
                output.metadata.clear()
                for mime in (PICTURE, DRAWING, VEGALITE):
                    output.data.pop(mime, None)
    return notebook


def comparable(cell: NotebookNode) -> NotebookNode:
    """Return a cell as it is compared: its source to the letter, the numbers it shows rounded."""
    return cell | {"outputs": normalised(cell.outputs)}


def small(png: bytes) -> Image.Image:
    """Return a picture at half its size and in few colours, so that it can be stored."""
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return on_white.convert("RGB").reduce(2).quantize(COLOURS, dither=Image.Dither.NONE)


def pictures(executed: NotebookNode) -> dict[str, Image.Image]:
    """Return the small pictures of an executed notebook by the name `<cell>-<picture>.png`."""
    found = {}
    for i, cell in enumerate(executed.cells):
        drawn = [
            output.data[PICTURE] for output in cell.outputs if PICTURE in output.get("data", ())
        ]
        for j, png in enumerate(drawn):
            found[f"{i:02}-{j:02}.png"] = small(b64decode(png))
    return found


def stored_pictures(page: str) -> dict[str, Path]:
    """Return the stored pictures of a page by name."""
    return {path.name: path for path in sorted((REFERENCE / page).glob("*.png"))}


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the root mean square difference of two pictures; infinite when their sizes differ."""
    if one.size != other.size:
        return float("inf")
    a, b = (np.asarray(picture.convert("RGB"), dtype=float) for picture in (one, other))
    return float(np.sqrt(np.mean((a - b) ** 2)))


def rewrite_notebook(page: str) -> list[str]:
    """Store the text outputs of a page unless they agree; return the cells that changed."""
    path = REFERENCE / f"{page}.ipynb"
    now = text_only(executed(page))
    cells = [comparable(cell) for cell in now.cells]
    before = [comparable(cell) for cell in nbformat.read(path, 4).cells] if path.exists() else []
    if cells == before:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(now, path)
    if not before:
        return [f"all {len(cells)} cells"]
    changed = [str(i) for i, cell in enumerate(cells) if cell not in before[i : i + 1]]
    return [f"cell {i}" for i in changed] + [
        f"cell {i} (gone)" for i in range(len(cells), len(before))
    ]


def rewrite_pictures(page: str) -> list[str]:
    """Store the pictures of a page unless they agree; return the names of those that changed."""
    now, before = pictures(executed(page)), stored_pictures(page)
    changed = []
    for name, picture in now.items():
        if name in before and difference(picture, Image.open(before[name])) <= TOLERANCE:
            continue
        (REFERENCE / page).mkdir(parents=True, exist_ok=True)
        picture.save(REFERENCE / page / name, optimize=True)
        changed.append(name)
    for name in before.keys() - now.keys():
        before[name].unlink()
        changed.append(f"{name} (gone)")
    return changed


def orphans() -> list[Path]:
    """Return the stored files that belong to no chapter."""
    pages = chapters.chapters()
    notebooks = [
        path for path in REFERENCE.rglob("*.ipynb") if name_of(path.with_suffix("")) not in pages
    ]
    return sorted(
        notebooks
        + [path for path in REFERENCE.rglob("*.png") if name_of(path.parent) not in pages]
    )


def name_of(path: Path) -> str:
    """Return the page that a path under `tests/reference` belongs to."""
    return path.relative_to(REFERENCE).as_posix()


def rewrite() -> None:
    """Bring `tests/reference` up to date with the chapters, and say what changed."""
    changes = 0
    for page in chapters.chapters():
        changed = rewrite_notebook(page) + rewrite_pictures(page)
        changes += len(changed)
        print(f"{page}: {', '.join(changed) or 'nothing changed'}", flush=True)
    for path in orphans():
        path.unlink()
        changes += 1
        print(f"{path.relative_to(ROOT)}: removed, its chapter is gone")
    print(
        f"{changes} changes; read them with `git diff tests/reference` before you commit"
        if changes
        else "nothing changed"
    )
