"""What can go wrong in the book is caught, and the message says where.

One copy of the project has a fault on each page; in another the package changes after the outputs
were stored. A fault that the real build would miss is missed here too.
"""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from bench.project_copy import ProjectCopy

pytestmark = pytest.mark.slow

CELL = "```{code-cell} python\n%s\n```\n"
FIGURE = """\
```{code-cell} python
---
mystnb:
  image: {alt: "A line that ends at the number of the package."}
  figure: {name: fig-line, caption: "The number as a line."}
---
import matplotlib.pyplot as plt
from mathforml.number import NUMBER

fig, ax = plt.subplots()
ax.plot([0, NUMBER])
ax.set(ylim=(0, 1))
plt.show()
```
"""
GOOD = {
    "index": "See {ref}`ch-number` and [its cell](number.md).\n",
    "number": CELL % "from mathforml.number import NUMBER\nprint('number:', NUMBER)",
    "figure": FIGURE,
    "unexecuted": CELL % "print('the reference of this cell is not run')",
    "stale": CELL % "print('this cell changes after its reference was made')",
}

# page: (its text, the line that is named, counted under the title, what the message must say);
# Sphinx names the line where a paragraph starts, and myst-nb the second line of a cell
FAULTS = {
    "stderr": (CELL % "import sys\nprint('careful', file=sys.stderr)", 3, "stderr was found"),
    "warning": (CELL % "import warnings\nwarnings.warn('careful')", 3, "stderr was found"),
    "reference": ("First.\n\nSee {ref}`ch-nowhere`.\n", 3, "undefined label: 'ch-nowhere'"),
    "number-reference": ("See {eq}`eq-nowhere`.\n", 1, "equation not found: eq-nowhere"),
    "markdown-reference": ("See [this](#sec-nowhere).\n", 1, "sec-nowhere"),
    "citation": ("See {cite}`nobody`.\n", 1, 'could not find bibtex key "nobody"'),
    "markdown-link": ("See [this](nowhere.md).\n", 1, "nowhere.md"),
    "link": ('See <a href="nowhere.html">this</a>.\n', 1, "dead link to 'nowhere.html'"),
    "anchor": (
        '<details><summary>More</summary>\n\nSee <a href="#nowhere">this</a>.\n\n</details>\n',
        3,
        "dead link to '#nowhere' (text: 'this'): anchor.html has no id 'nowhere'",
    ),
    "other-anchor": (
        'See <a href="index.html#nowhere">this</a>.\n',
        1,
        "index.html has no id 'nowhere'",
    ),
    "picture-link": ('<img src="no.png" alt="A line">\n', 1, "dead link to 'no.png'"),
    "formula": ("A formula\n\n$$\n\\frac{1}{\n$$\n", 3, r"bad formula"),
    "inline-formula": ("A formula $\\nonsense$\n", 1, r"nonsense"),
    "alt": (CELL % "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()", 3, "no alt text"),
    "file-alt": ("![favicon.svg](_static/favicon.svg)\n", 1, "has a file name as alt text"),
    "chart-alt": (
        CELL
        % "import altair as alt\ndata = alt.Data(values=[{'x': 1}])\nalt.Chart(data).mark_tick()",
        3,
        "description",
    ),
    "exercise": (
        "```{exercise} Hard\n:label: ex-hard\nProve it.\n```\n",
        1,
        "exercise 'ex-hard' has no solution",
    ),
    "raw-alt": ('<img src="_static/favicon.svg">\n', 1, "has no alt text"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> subprocess.CompletedProcess[str]:
    """The build of a book that has a fault on every page."""
    pages = {"index": "A book of faults.\n"} | {page: fault[0] for page, fault in FAULTS.items()}
    return ProjectCopy(tmp_path_factory.mktemp("faulty"), pages).run("bookbuild", "book")


@pytest.mark.parametrize("page", FAULTS)
def test_fault_on_a_page_is_named(faulty, page):
    _, line, message = FAULTS[page]
    assert faulty.returncode != 0
    place = f"book/{page}.md:{ProjectCopy.LINES_BEFORE + line}:"
    found = [text for text in faulty.stdout.splitlines() if message in text]
    assert any(place in text for text in found), (
        f"no line with {place} in {found or faulty.stdout}"
    )


def test_failing_cell_stops_the_build_and_is_named(tmp_path):
    copy = ProjectCopy(tmp_path, {"index": "Start.\n", "broken": CELL % "print(1 / 0)"})
    for _ in range(2):  # a second run must not take the failed page for done
        built = copy.run("bookbuild", "book")
        assert built.returncode != 0
        assert "book/broken.md" in built.stdout
        assert "print(1 / 0)" in built.stdout
        assert "ZeroDivisionError" in built.stdout


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> ProjectCopy:
    """A book that was good, with a number of its package changed after its outputs were stored."""
    copy = ProjectCopy(tmp_path_factory.mktemp("changed"), GOOD)
    copy.write("code/mathforml/number.py", '"""A number."""\n\nNUMBER = 0.5\n')
    built = copy.run("bookbuild", "book")
    assert built.returncode == 0, built.stdout
    assert "number: 0.5" in (copy.root / "_build/html/number.html").read_text("utf-8")
    assert copy.run("bookbuild", "reference").returncode == 0
    copy.replace("code/mathforml/number.py", "0.5", "0.25")
    copy.replace("book/stale.md", "this cell changes", "this cell changed")
    path = "tests/reference/unexecuted.ipynb"
    notebook = json.loads((copy.root / path).read_text("utf-8"))
    notebook["cells"][0] |= {"execution_count": None, "outputs": []}
    copy.write(path, json.dumps(notebook))
    built = copy.run("bookbuild", "book")
    assert built.returncode == 0, built.stdout
    return copy


def test_changed_number_reaches_the_page(changed):
    """The cache of executed cells must not serve the number of the old package."""
    html = (changed.root / "_build/html/number.html").read_text("utf-8")
    assert "number: 0.25" in html
    assert "number: 0.5" not in html


@pytest.fixture(scope="module")
def compared(changed) -> str:
    """What the tests of the stored outputs say after the change."""
    done = changed.run("pytest", "tests/reference", "--nbval", "-p", "no:cacheprovider")
    assert done.returncode == 1, done.stdout
    return done.stdout


def test_changed_number_is_seen_in_the_stored_output(compared):
    assert "tests/reference/number.ipynb::Cell 0" in compared
    assert "number: 0.25" in compared


def test_changed_figure_is_named(changed, compared):
    rms = re.search(r"figure, cell 0, picture 00-00\.png: RMS (\d+\.\d)", compared)
    assert rms is not None, compared
    assert float(rms[1]) > 2
    assert (changed.root / "_build/figure-diff/figure/00-00.png").exists()


def test_unexecuted_reference_is_named(compared):
    assert "unexecuted, cell 0: the reference was never run: run `make reference`" in compared


def test_stale_reference_is_named(compared):
    assert "stale, cell 0 changed since its reference was made: run `make reference`" in compared


def test_only_what_changed_is_reported(compared):
    failed = re.findall(r"^FAILED (\S+(?: \d+)?)", compared, re.MULTILINE)
    assert sorted(failed) == [
        "tests/reference/number.ipynb::Cell 0",
        "tests/reference/test_freshness.py::test_reference_has_the_cells_of_the_chapter[stale]",
        "tests/reference/test_freshness.py::test_reference_was_run[unexecuted]",
        "tests/reference/test_outputs.py::test_outputs_are_the_stored_ones[number]",
        "tests/reference/test_outputs.py::test_outputs_are_the_stored_ones[stale]",
        "tests/reference/test_outputs.py::test_outputs_are_the_stored_ones[unexecuted]",
        "tests/reference/test_pictures.py::test_pictures_are_the_stored_ones[figure]",
    ]


def test_make_reference_accepts_the_change(changed, compared):
    said = changed.run("bookbuild", "reference").stdout
    assert "number: cell 0\n" in said
    assert "figure: 00-00.png\n" in said
    assert "stale: cell 0\n" in said
    assert "unexecuted: cell 0\n" in said
    assert changed.run("bookbuild", "reference").stdout.endswith("nothing changed\n")
