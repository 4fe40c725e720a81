"""Show a term's definition where the term is used, and mark Dutch words as Dutch.

Terms are defined once, on the glossary page, where each definition gives the Dutch term:

    ```{glossary}
    gradient
      {nl}`gradiënt`. The vector of partial derivatives, $\\nabla f$.
    ```

A chapter writes {term}`gradient`, which links there. Each page also carries the definitions of
the terms that it uses, hidden, for glossary.js to show on hover and on focus. Without the script
the link is what remains.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

logger = logging.getLogger(__name__)


class DutchRole(SphinxRole):
    """`{nl}` marks a Dutch word: italics for readers, `lang="nl"` for screen readers."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        # docutils writes the class `language-nl` as the attribute lang="nl"
        return [nodes.emphasis(self.rawtext, self.text, classes=["language-nl"])], []


def is_dutch(node: nodes.Node) -> bool:
    return isinstance(node, nodes.emphasis) and "language-nl" in node["classes"]


def check_glossary(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of a term whose definition gives no Dutch term."""
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            if not any(item.findall(is_dutch)):
                logger.warning(
                    "the term '%s' has no Dutch term: expected {nl}`...` in its definition",
                    item[0].astext(),
                    location=item[-1][0],  # a term itself has no line of the file
                )


def remember_definitions(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page defines: pages that use its terms show it, and must follow a change."""
    found = "".join(glossary.pformat() for glossary in doctree.findall(addnodes.glossary))
    if not hasattr(app.env, "definitions"):
        app.env.definitions = {}
    app.env.definitions.pop(app.env.docname, None)
    if found:
        app.env.definitions[app.env.docname] = found


def curl_apostrophes(app: Sphinx, doctree: nodes.document) -> None:
    """Let {term}`Newton's method` find a term whose apostrophe the typography has curled."""
    if "smartquotes" in app.config.myst_enable_extensions:
        for term in doctree.findall(addnodes.pending_xref):
            if term["reftype"] == "term":
                term["reftarget"] = term["reftarget"].replace("'", "’")


def used_terms(doctree: nodes.document) -> Iterator[str]:
    """Yield the anchors on the glossary page that the page's terms link to."""
    for reference in doctree.findall(nodes.reference):
        if any("std-term" in node["classes"] for node in reference.findall(nodes.inline)):
            yield reference.get("refid") or reference["refuri"].partition("#")[2]


def definitions(app: Sphinx) -> dict[str, str]:
    """Return the HTML of every definition by the anchor of its term.

    A definition that is shown over a page holds no links and no ids of its own.
    """
    env = app.env
    pages = {doc for _, _, kind, doc, *_ in env.get_domain("std").get_objects() if kind == "term"}
    found = {}
    for page in sorted(pages):
        doctree = env.get_and_resolve_doctree(page, app.builder)
        for item in doctree.findall(nodes.definition_list_item):
            *terms, definition = item.children
            for link in list(definition.findall(nodes.reference)):
                link.replace_self(link.children)
            for node in definition.findall(nodes.Element):
                node["ids"] = []
            blocks = [app.builder.render_partial(block)["fragment"] for block in definition]
            found |= {anchor: "".join(blocks) for term in terms for anchor in term["ids"]}
    return found


def add_definitions(
    app: Sphinx, page: str, template: str, context: dict[str, object], doctree: nodes.document
) -> None:
    """Put the definitions that a page uses at its end."""
    anchors = sorted(set(used_terms(doctree))) if doctree else []
    if not anchors:
        return
    if not hasattr(app.builder, "glossary_definitions"):
        app.builder.glossary_definitions = definitions(app)
    for anchor in anchors:
        name = f"definition-{html.escape(anchor)}"
        text = app.builder.glossary_definitions[anchor]
        context["body"] += (
            f'<div class="term-definition" role="tooltip" id="{name}" hidden>{text}</div>\n'
        )


def register(app: Sphinx) -> None:
    app.add_role("nl", DutchRole())
