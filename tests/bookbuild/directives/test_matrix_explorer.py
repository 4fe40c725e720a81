"""The `matrix-explorer` directive: what it reads, refuses and writes, and that it is right."""

from __future__ import annotations

import json
import re
import subprocess
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest
from bookbuild.directives.matrix_drawing import EXAMPLES, LIMIT, UNIT, in_words, shown
from bookbuild.directives.matrix_explorer import parse_matrix
from bookbuild.paths import FRONTEND
from bookbuild.site.dead_links import Page
from mathforml.linalg.determinant import determinant
from mathforml.linalg.subspaces import rank

DIRECTIVE = """```{matrix-explorer}
:name: fig-stretch
:matrix: 2 1; 0 -0.5

Drag the *tips* of $A$.
```
"""
PAGE = f"""---
kernelspec: {{name: python3, display_name: Python 3, language: python}}
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
---
# Page

See {{numref}}`fig-stretch`.

```{{code-cell}} python
1
```

{DIRECTIVE}
"""
MODULE = (FRONTEND / "src" / "matrix" / "matrix.js").as_uri()


def evaluate(code: str, argument: object) -> list:
    """Return the value of an expression of `m`, which is matrix.js, and `all`, the argument."""
    script = (
        f"import * as m from {json.dumps(MODULE)};\n"
        'import { readFileSync } from "node:fs";\n'
        "const all = JSON.parse(readFileSync(0));\n"
        f"process.stdout.write(JSON.stringify({code}));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(argument),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def some_matrices() -> np.ndarray:
    """Return matrices as the figure can show them: of rank 2, 1 and 0, tiny, and negative."""
    rng = np.random.default_rng(0)
    fine = np.round(rng.uniform(-LIMIT, LIMIT, (200, 2, 2)), 4)
    tenths = np.round(rng.uniform(-LIMIT, LIMIT, (200, 2, 2)), 1)
    tiny = rng.integers(-3, 4, (100, 2, 2)) / 1e4
    column, factors = rng.integers(-17, 18, (200, 2, 1)), rng.integers(-17, 18, (200, 1, 2))
    singular = column * factors / 100
    examples = np.array(list(EXAMPLES.values())).reshape(-1, 2, 2)
    return np.concatenate([fine, tenths, tiny, singular, examples])


MATRICES = some_matrices()
FLAT = MATRICES.reshape(-1, 4).tolist()


# the mathematics, against NumPy and against what the chapter teaches


def test_image_of_points_is_the_product():
    points = np.random.default_rng(1).uniform(-3, 3, (len(MATRICES), 2))
    pairs = [*zip(FLAT, points.tolist(), strict=True)]
    images = evaluate("all.map(([A, x]) => m.image(A, x))", pairs)
    expected = np.einsum("nij,nj->ni", MATRICES, points)
    np.testing.assert_allclose(images, expected, atol=1e-14)


def test_determinant_is_that_of_numpy_and_exactly_zero_where_it_is_zero():
    found = evaluate("all.map(m.determinant)", FLAT)
    np.testing.assert_allclose(found, np.linalg.det(MATRICES), rtol=1e-9, atol=1e-14)
    whole = np.round(MATRICES * 1e4).astype(int)
    exact = whole[:, 0, 0] * whole[:, 1, 1] - whole[:, 0, 1] * whole[:, 1, 0]
    assert ((np.array(found) == 0) == (exact == 0)).all()
    assert 150 < (exact == 0).sum() < len(exact) - 150


def test_rank_is_that_of_numpy():
    assert evaluate("all.map(m.rank)", FLAT) == np.linalg.matrix_rank(MATRICES).tolist()


def test_figure_and_package_agree():
    found = evaluate("all.map((A) => [m.determinant(A), m.rank(A)])", FLAT)
    for (area, dimension), matrix in zip(found, MATRICES, strict=True):
        assert area == pytest.approx(determinant(matrix), rel=1e-9, abs=1e-14)
        assert dimension == rank(matrix)


def test_numpy_line_evaluates_to_the_matrix():
    lines = evaluate("all.map((A) => m.show(A).numpy)", FLAT)
    assert "A = np.array([[0.7071, -0.7071], [0.7071, 0.7071]])" in lines
    for line, matrix in zip(lines, MATRICES, strict=True):
        names = {"np": np}
        exec(line, names)
        assert (names["A"] == matrix).all()


def points_of(path: str) -> np.ndarray:
    """Return the points of a path of the drawing in coordinates of the plane."""
    numbers = path.replace("M", " ").replace("L", " ").replace("Z", "").split()
    return np.array(numbers, float).reshape(-1, 2) * [1, -1] / UNIT


def test_drawing_shows_the_image_of_square_grid_and_letter():
    for matrix, parts in zip(MATRICES, evaluate("all.map(m.show)", FLAT), strict=True):
        identity = shown((1, 0, 0, 1))
        for part in ("square", "rows", "columns", "letter"):
            expected = points_of(identity[part]) @ matrix.T
            np.testing.assert_allclose(points_of(parts[part]), expected, atol=2e-3)
        for part, column in zip(("firstTip", "secondTip"), matrix.T, strict=True):
            tip = parts[part].removeprefix("translate(").removesuffix(")")
            np.testing.assert_allclose(points_of(tip)[0], column, atol=2e-3)
        turned = np.linalg.det(matrix) < -1e-12
        assert (parts["hatching"] != "M0 0") == turned
        assert ("is turned over" in parts["side"]) == turned


def test_words_and_numbers_say_the_determinant():
    zero, mirror, small, rounded, fraction = evaluate(
        "all.map(m.show)",
        [
            [0.6, 0.3, 0.2, 0.1],
            [-1, 0, 0, 1],
            [0.01, 0, 0, -0.01],
            [0.7071, 0.7071, 0.7071, -0.7071],
            [1.5, 0, 0, 0.5],
        ],
    )
    assert zero["determinant"] == "det A = 0.6 · 0.1 − 0.3 · 0.2 = 0.0"
    assert zero["rank"] == "Rank 1: everything falls on a line."
    assert mirror["determinant"] == "det A = (−1.0) · 1.0 − 0.0 · 0.0 = −1.0"
    assert mirror["area"] == "Areas stay as large as they are."
    assert small["determinant"].endswith("= −0.0001")
    assert rounded["determinant"].endswith("≈ −1.0")
    assert fraction["area"] == "Areas become 0.75 times as large."


def test_dragged_arrow_ends_on_a_tenth_or_jumps_onto_the_line_of_the_other():
    rng = np.random.default_rng(2)
    points = rng.uniform(-3.5, 3.5, (3000, 2))
    others = np.round(rng.uniform(-LIMIT, LIMIT, (3000, 2)), 1)
    others[:20], others[20:40] = 0, [0.7071, -0.7071]
    others[40:1500] = np.round(rng.uniform(-1, 1, (1460, 2)), 4)  # no tenth of them has 4 decimals
    ends = np.array(
        evaluate(
            "all.map(([p, o]) => m.snap(p, o))",
            [*zip(points.tolist(), others.tolist(), strict=True)],
        )
    )
    assert np.abs(ends).max() <= LIMIT
    jumps = 0
    for point, other, end in zip(points, others, ends, strict=True):
        length = np.linalg.norm(other)
        distance = abs(np.linalg.det([point, other])) / length if length else np.inf
        on_tenth = np.abs(end - np.clip(np.round(point, 1), -LIMIT, LIMIT)).max() < 1e-9
        if on_tenth:
            continue
        jumps += 1
        assert distance < 0.1
        assert np.linalg.matrix_rank(np.column_stack([end, other])) == 1
        assert np.linalg.norm(point - end) < 0.1 + 0.05 * length
    assert jumps > 30


def test_arrow_near_the_line_of_the_other_always_jumps_onto_it():
    rng = np.random.default_rng(3)
    others = np.round(rng.uniform(-2, 2, (200, 2)), 1)
    others = others[np.linalg.norm(others, axis=1) > 0]
    across = others[:, ::-1] * [-1, 1] / np.linalg.norm(others, axis=1, keepdims=True)
    sizes = rng.uniform(-1, 1, (len(others), 2))
    points = others * sizes[:, :1] + across * sizes[:, 1:] * 0.099
    pairs = [*zip(points.tolist(), others.tolist(), strict=True)]
    ends = evaluate("all.map(([p, o]) => m.snap(p, o))", pairs)
    ranks = evaluate(
        "all.map(([[x, y], [u, v]]) => m.rank([x, u, y, v]))",
        [*zip(ends, others.tolist(), strict=True)],
    )
    assert ranks == [1] * len(ranks)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("2", 2), (" -0,5 ", -0.5), ("\N{MINUS SIGN}1.25", -1.25), (".5", 0.5), ("+1.", 1),
        ("0.12345", 0.1235), ("-0", 0), ("-3", -3), ("3.0001", None), ("", None), ("-", None),
        ("1e1", None), ("2.0.1", None), ("Infinity", None), ("two", None),
    ],
)  # fmt: skip
def test_typed_entries(text, entry):
    assert evaluate("all.map(m.parse)", [text]) == [entry]


# the directive


def test_matrix_is_read_as_numpy_writes_it():
    assert parse_matrix("2 1; 0 -0.5") == (2, 1, 0, -0.5)
    assert parse_matrix("0.7071 -3;3 0") == (0.7071, -3, 3, 0)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (":matrix: 2 1; 0", "the matrix is '2 1; 0': expected two rows of two"),
        (":matrix: 2 1 0 1", "expected two rows of two, such as '2 1; 0 1'"),
        (":matrix: 2 1; 0 1; 0 0", "expected two rows of two"),
        (":matrix: 2 1; 0 x", "the entry 'x': expected a number from -3 to 3"),
        (":matrix: 2 1; 0 nan", "the entry 'nan'"),
        (":matrix: 2 1; 0 3.5", "the entry '3.5'"),
        (":matrix: 2 1; 0 0.33333", "with at most four decimals"),
        ("", "matrix-explorer has no :matrix:"),
    ],
)
def test_wrong_matrix_is_refused_with_file_and_line(build_book, option, message):
    source = PAGE.replace(":matrix: 2 1; 0 -0.5\n", f"{option}\n" if option else "")
    book = build_book(
        {"index": source.replace("See {numref}`fig-stretch`.", "")},
        "directives.matrix_explorer",
    )
    (warning,) = (line for line in book.warnings if "ERROR" in line)
    assert "index.md:13: " in warning
    assert message in warning


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (":name: fig-stretch\n", "", "matrix-explorer has no :name:"),
        ("Drag the *tips* of $A$.\n", "", "expected one paragraph, its caption"),
        ("of $A$.\n", "of $A$.\n\nMore.\n", "expected one paragraph, its caption"),
        (":matrix:", ":matrx: 1\n:matrix:", "matrx"),
    ],
)
def test_wrong_source_is_refused(build_book, right, wrong, message):
    source = PAGE.replace("See {numref}`fig-stretch`.", "").replace(right, wrong)
    book = build_book({"index": source}, "directives.matrix_explorer")
    assert any("index.md:13: " in line and message in line for line in book.warnings)


@pytest.fixture(scope="module")
def page(build_book):
    settings = {"html_baseurl": "https://example.org/book/", "html_title": "The Book"}
    parts = (
        *("sources.addresses", "notebooks.own_wheel", "notebooks.downloads"),
        "directives.matrix_explorer",
    )
    book = build_book({"index": PAGE}, *parts, **settings)
    assert not book.warnings
    return book


def test_page_without_scripts_has_the_whole_figure(page):
    figure = page.html().find("figure", id="fig-stretch")
    assert figure.find("figcaption").text.strip().startswith("Fig. 1 Drag the tips of")
    assert [entry["value"] for entry in figure("input")] == ["2.0", "1.0", "0.0", "-0.5"]
    words = {part["data-part"]: part.text for part in figure("p") if part.get("data-part")}
    assert words == {
        "determinant": "det A = 2.0 · (−0.5) − 1.0 · 0.0 = −1.0",
        "area": "Areas stay as large as they are.",
        "side": "The plane is turned over: see the F.",
        "rank": "Rank 2: the image is the whole plane.",
    }
    assert figure.pre.text == "A = np.array([[2.0, 1.0], [0.0, -0.5]])"
    square = points_of(figure.find("path", {"data-part": "square"})["d"])
    assert square.tolist() == [[0, 0], [2, 0], [3, -0.5], [1, -0.5]]


def test_page_names_the_picture_of_its_notebook_so_that_the_site_keeps_it(page):
    (picture,) = (page.out / "_charts").iterdir()
    links = Page.at(page.out / "index.html").links
    assert f"_charts/{picture.name}" in [link.address for link in links]
    assert picture.name in (page.out / "downloads/index.ipynb").read_text(encoding="utf-8")


def test_picture_says_in_words_what_it_shows(page):
    svg = page.html().figure.svg
    assert svg["role"] == "img"
    assert (
        "The first unit vector goes to (2.0, 0.0), the second to (1.0, −0.5)." in svg["aria-label"]
    )


def test_nothing_can_be_focused_or_typed_in_before_the_script_runs(page):
    figure = page.html().figure
    assert not figure.select("[tabindex], [role=slider]")
    assert all(entry.has_attr("readonly") for entry in figure("input"))


def test_page_holds_no_inline_script_or_style(page):
    for element in page.html().figure.find_all(True):
        assert element.name not in ("script", "style")
        assert not [name for name in element.attrs if name == "style" or name[:2] == "on"]


def test_figure_is_numbered_and_can_be_linked_to(page):
    link = page.html().find("a", href="#fig-stretch")
    assert link.text == "Fig. 1"


def test_notebook_shows_the_picture_and_where_the_figure_moves(page):
    notebook = nbformat.read(page.out / "downloads/index.ipynb", as_version=4)
    text = notebook.cells[-1].source
    address = re.search(r"!\[A square grid.*\]\(https://example.org/book/(\S+)\)", text)[1]
    svg = (page.out / address).read_text("utf-8")
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert shown((2, 1, 0, -0.5))["square"] in svg
    assert "matrix-handle" not in svg
    assert "[Move this figure online](https://example.org/book/index.html#fig-stretch)" in text
    assert "**Fig. 1.** Drag the *tips* of $A$." in text


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_get_a_sentence(build_book, builder):
    book = build_book({"index": PAGE}, "directives.matrix_explorer", builder=builder)
    assert not book.warnings
    (output,) = book.out.glob("*.txt" if builder == "text" else "*.tex")
    text = " ".join(output.read_text("utf-8").split())
    assert "The first unit vector goes to (2.0, 0.0)" in text.replace(r"\sphinxhyphen{}", "-")
    assert "Drag the" in text


def test_words_name_every_number_of_the_matrix():
    words = in_words((2, 1, 0, -0.5), shown((2, 1, 0, -0.5)))
    assert "rows (2.0, 1.0) and (0.0, −0.5)" in words
