"""`make notebooks`: lay out the notebooks of the site as the branch that Colab and Binder open.

Both open a notebook from a branch of a repository, and notebooks are not in ours: a build makes
them. So the publishing workflow pushes the folder `_build/notebooks` to a branch of its own:

``day1/gradient-descent.ipynb``
    a chapter with its results, as the site offers it;
``class/day1/gradient-descent.ipynb``
    the same without results, solutions and answers;
``README.md``, ``LICENSE``, ``book/LICENSE``, ``code/LICENSE``
    what this is, from which commit, and what one may do with it;
``.binder/``
    what Binder installs, once per commit, which takes minutes: the Python and the versions with
    which the results were computed, and the wheel of `mathforml`. Jupyter is not among it:
    repo2docker, the program that reads this folder, brings its own. Colab has no such folder,
    there the first cell installs.

`bookbuild.notebooks.launch` makes the links.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import nbformat
import yaml
from packaging.requirements import Requirement

from bookbuild.commands.build import last_state
from bookbuild.notebooks.install import distributions
from bookbuild.paths import BUILD, CODE, ROOT, SITE
from bookbuild.sources.chapters import chapters
from bookbuild.sources.inputs import fingerprints

BRANCH = BUILD / "notebooks"
LICENCES = ("LICENSE", "book/LICENSE", "code/LICENSE")
BINDER = ".binder"
README = """\
# {title}: notebooks

Every chapter of the book as a notebook with its results.
The folder `class` has the same without results, solutions and answers, for use in class.

To run one, open it in Jupyter or Colab: its first cell installs what is missing.
Binder installs what `.binder` names before it opens one.

**Do not change anything here.**
A program made this branch from commit `{commit}` of this repository,
and replaces it whenever the book is published.
To change a chapter, change its text in the folder `book` of the branch `main`.

The text is under CC BY 4.0 ([book/LICENSE](book/LICENSE)), the code under MIT
([code/LICENSE](code/LICENSE)); [LICENSE](LICENSE) says which is which.
"""


def commit() -> str:
    """Return the commit that is checked out; `-dirty` at its end says that files differ from it.

    Raises
    ------
    SystemExit
        If git does not know it.
    """
    command = ("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            f"The notebooks cannot say from which commit they are: {done.stderr.strip()}"
        )
    return done.stdout.strip()


def locked() -> dict[str, str]:
    """Return the version of each package that the lock has for this Python."""
    lines = (CODE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"\w", line)]
    return {
        requirement.name: str(requirement.specifier).removeprefix("==")
        for requirement in found
        if requirement.marker is None or requirement.marker.evaluate()
    }


def requirements(notebooks: list[Path], wheel: str) -> str:
    """Return what pip must install for notebooks, as repo2docker calls it: from the root."""
    needed = {Requirement(line).name for line in requires("mathforml")}
    for notebook in notebooks:
        cells = nbformat.read(notebook, as_version=4).cells
        code = [cell.source for cell in cells if cell.cell_type == "code"]
        needed.update(distributions(code).values())
    versions = locked()
    lines = [f"{name}=={versions[name]}" for name in sorted(needed)]
    return "\n".join([*lines, f"./{BINDER}/{wheel}", ""])


def lay_out(target: Path, site: Path, pages: list[str]) -> None:
    """Write the content of the branch.

    Parameters
    ----------
    target : Path
        The folder to write; what is in it is removed first.
    site : Path
        The built site with the notebooks and the wheel.
    pages : list of str
        The pages with notebooks, as paths without a suffix.
    """
    shutil.rmtree(target, ignore_errors=True)
    (wheel,) = site.glob("wheels/mathforml-*.whl")
    copies = {ROOT / name: name for name in LICENCES} | {wheel: f"{BINDER}/{wheel.name}"}
    notebooks = [site / "downloads" / f"{page}.ipynb" for page in pages]
    for page, notebook in zip(pages, notebooks, strict=True):
        copies[notebook] = f"{page}.ipynb"
        copies[notebook.with_stem(f"{notebook.stem}-class")] = f"class/{page}.ipynb"
    for source, place in copies.items():
        copy = target / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    title = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    texts = {
        "README.md": README.format(title=title, commit=commit()),
        f"{BINDER}/requirements.txt": requirements(notebooks, wheel.name),
        f"{BINDER}/runtime.txt": f"python-{sys.version_info.major}.{sys.version_info.minor}\n",
    }
    for place, text in texts.items():
        (target / place).write_text(text, encoding="utf-8", newline="\n")


def notebooks() -> None:
    """Lay out the branch from the site that was built last, which must be that of the sources.

    Raises
    ------
    SystemExit
        If there is no such site.
    """
    shutil.rmtree(BRANCH, ignore_errors=True)
    state = last_state()
    if state is None or not SITE.exists():
        raise SystemExit("There is no whole site to take the notebooks from: run `make book`.")
    if state["files"] != fingerprints():
        raise SystemExit("The sources changed since the site was built: run `make book`.")
    pages = chapters()
    lay_out(BRANCH, SITE, pages)
    print(f"The notebooks of {len(pages)} chapters are in {BRANCH.relative_to(ROOT)}.")
