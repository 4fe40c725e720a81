"""Draw every formula when the book is built, as HTML and MathML, and refuse a wrong one.

Readers need no math script. A formula that KaTeX cannot read fails the build with its page.
"""

from __future__ import annotations

import atexit
import html
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from bookbuild.memo import recall
from bookbuild.paths import FRONTEND

logger = logging.getLogger(__name__)

MACROS = {
    r"\R": r"\mathbb{R}",
    r"\E": r"\operatorname{E}",
    r"\Var": r"\operatorname{Var}",
    r"\argmin": r"\operatorname*{arg\,min}",
    r"\argmax": r"\operatorname*{arg\,max}",
    r"\norm": r"\left\lVert #1 \right\rVert",
    r"\T": r"^{\mathsf{T}}",
}
# KaTeX gives the index of \lambda_{\max} the sign for "function of" as a second part; in MathML an
# index has exactly one part, and with two it is not read as an index
STRAY_SIGN = re.compile("<mo>\N{FUNCTION APPLICATION}</mo>(?=</(?:msub|msup|msubsup)>)")
# around a formula in the pages that Sphinx writes; bookbuild.site.finish takes them out
FORMULA, END_OF_FORMULA = "<!--formula-->", "<!--/formula-->"


class FormulaError(ValueError):
    """A formula that KaTeX cannot read."""


def _end(process: subprocess.Popen[str]) -> None:
    with process:  # closes its pipes and waits for it
        process.kill()


@cache
def _renderer() -> subprocess.Popen[str]:
    """Start the Node process that draws formulas; it ends with the build."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("no node on the PATH: start the build with `make book`")
    process = subprocess.Popen(
        [node, str(FRONTEND / "tools" / "formulas.mjs"), json.dumps(MACROS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(_end, process)
    return process


@cache
def render(latex: str, display: bool = False) -> str:
    """Return the HTML and MathML of one formula, or raise `FormulaError`."""
    question = json.dumps({"latex": latex, "display": display})
    return recall(lambda: draw(question).encode(), "KaTeX", *drawn_with(), question).decode()


@cache
def drawn_with() -> tuple[bytes | str, ...]:
    """Return all on which the drawing of a formula depends, besides the formula."""
    files = (FRONTEND / "tools" / "formulas.mjs", FRONTEND / "package-lock.json", Path(__file__))
    return (*(path.read_bytes() for path in files), json.dumps(MACROS))


def draw(question: str) -> str:
    """Have a formula drawn by KaTeX."""
    process = _renderer()
    process.stdin.write(question + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the process that draws formulas ended (exit code {process.poll()})")
    answer = json.loads(line)
    if "error" in answer:
        raise FormulaError(answer["error"])
    return STRAY_SIGN.sub("", answer["html"])


def _render_or_warn(node: nodes.Element, display: bool) -> str:
    latex = node.astext()
    try:
        return f"{FORMULA}{render(latex, display)}{END_OF_FORMULA}"
    except FormulaError as error:
        one_line = " ".join(str(error).split())
        message = f"bad formula '{latex.strip()}': {one_line}"
        logger.warning(message, location=node, type="katex")
        return f"<code>{html.escape(latex)}</code>"


def visit_math(translator, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="math"))
    translator.body.append(_render_or_warn(node, display=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    translator.body.append(_render_or_warn(node, display=True))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>")
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    app.add_html_math_renderer(
        "katex", inline_renderers=(visit_math, None), block_renderers=(visit_math_block, None)
    )
    app.config.html_math_renderer = "katex"
