"""A picture without alt text that an author wrote is refused, wherever it comes from."""

from __future__ import annotations

import re

import pytest
from bookbuild.directives.alttext import fault

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
CELL = """\
---
file_format: mystnb
kernelspec: {{name: python3}}
---
# Title

```{{code-cell}} python
{metadata}
from base64 import b64decode
from IPython.display import Image
Image(b64decode("{picture}"))
```
"""


@pytest.mark.parametrize(
    ("alt", "says"),
    [
        (None, "no alt text"),
        ("", "empty"),
        ("  ", "empty"),
        ("_images/4919746a.png", "file name"),
        ("C:\\figures\\loss.SVG", "file name"),
        ("Figure", "does not say what it shows"),
        ("plot.", "does not say what it shows"),
    ],
)
def test_missing_or_empty_words_are_a_fault(alt, says):
    assert says in fault(alt)


def test_words_are_no_fault():
    assert fault("Loss against step: it falls to 0.1; compare loss.png") is None


def warnings_of(build_book, text, **settings):
    book = build_book({"index": text}, "directives.alttext", **settings)
    return [warning for warning in book.warnings if "image file not readable" not in warning]


@pytest.mark.parametrize(
    "text",
    [
        "![](line.svg)",
        "```{image} line.svg\n```",
        "```{figure} line.svg\nA caption is no alt text.\n```",
        '<img src="line.svg">',
        '<img src="line.svg" alt>',
        'Within a line <img src="line.svg" alt="line.svg"> of text.',
        '<details>\n\n<img src="line.svg" alt="">\n\n</details>',
    ],
)
def test_picture_in_the_text_is_refused(build_book, text):
    (warning,) = warnings_of(build_book, f"# Title\n\n{text}\n")
    assert re.search(r"/index\.md:\d+: WARNING: the picture 'line\.svg' has", warning)


@pytest.mark.parametrize(
    "text",
    [
        "![A line](line.svg)",
        "```{image} line.svg\n:alt: A line\n```",
        "```{figure} line.svg\n:alt: A line\nA caption\n```",
        '<img src="line.svg" alt="A line">',
        '<img src="line.svg" alt="" role="presentation">',
    ],
)
def test_picture_with_words_is_accepted(build_book, text):
    assert not warnings_of(build_book, f"# Title\n\n{text}\n")


@pytest.mark.parametrize(
    ("metadata", "accepted"),
    [
        ('---\nmystnb: {image: {alt: "A dot: black"}}\n---', True),
        ('---\nmystnb: {figure: {name: fig-dot, alt: "A dot: black"}}\n---', False),
        ("", False),
    ],
)
def test_alt_text_of_a_cell_stands_under_image(build_book, metadata, accepted):
    text = CELL.format(metadata=metadata, picture=PICTURE)
    warnings = warnings_of(build_book, text, nb_execution_mode="force")
    assert len(warnings) == (not accepted)
    if not accepted:
        assert "index.md:9: WARNING: the picture of this cell has no alt text" in warnings[0]
