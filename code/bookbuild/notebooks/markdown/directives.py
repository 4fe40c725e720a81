"""The Markdown of exercises, proofs, quizzes and sphinx-design's boxes."""

from __future__ import annotations

from string import ascii_uppercase

from docutils import nodes
from sphinx_design.dropdown import dropdown_main
from sphinx_design.shared import PassthroughTextElement
from sphinx_design.tabs import sd_tab_input, sd_tab_label
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node
from sphinx_proof.nodes import NODE_TYPES, proof_node, unenumerable_node

from bookbuild.directives.lengths import length_switch, station
from bookbuild.directives.quiz import LABELS, quiz_node, verdict
from bookbuild.notebooks.markdown.core import Page, blocks, folded, inline, markdown, plain, titled


def exercise_title(node: exercise_node, page: Page) -> str:
    """Return ``Exercise 4 (its title), on paper``."""
    title = "".join(markdown(child, page) for child in node[0].children if not _is_level(child))
    levels = [child.astext() for child in node[0].children if _is_level(child)]
    return ", ".join([f"{page.number(node)}{title}".rstrip(), *levels])


def _is_level(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "exercise-level" in node["classes"]


@markdown.register(exercise_node)
@markdown.register(exercise_enumerable_node)
def _(node: nodes.Element, page: Page) -> str:
    return titled(exercise_title(node, page), blocks(node[1:], page))


def own_solution(node: solution_node) -> str:
    """Return ``Your solution to Exercise 4``."""
    title = plain(node[0])
    return f"Your {title[0].lower()}{title[1:]}"


@markdown.register
def _(node: solution_node, page: Page) -> str:
    if not page.answers:
        return f"*{own_solution(node)}:*"
    return folded(plain(node[0]), blocks(node[1:], page))


@markdown.register(unenumerable_node)
def _(node: nodes.Element, page: Page) -> str:
    name = page.number(node).strip() or node["realtype"]
    title = f"{name[0].upper()}{name[1:]} {inline(node[0], page).strip()}"
    return titled(title.strip(), blocks(node[1:], page))


for numbered in NODE_TYPES.values():
    markdown.register(numbered, markdown.dispatch(unenumerable_node))


@markdown.register
def _(node: proof_node, page: Page) -> str:
    return blocks(node.children, page)


@markdown.register
def _(node: station, page: Page) -> str:
    return f"*In class: {node['minutes']} min*"


@markdown.register
def _(node: length_switch, page: Page) -> str:
    return ""


@markdown.register
def _(node: quiz_node, page: Page) -> str:
    question, *options = node.children
    choices = "\n".join(
        f"- {letter}. {inline(option[0], page)}"
        for letter, option in zip(ascii_uppercase, options, strict=False)
    )
    asked = titled(f"{LABELS[node['kind']]}.", f"{blocks(question.children, page)}\n\n{choices}")
    if not page.answers:
        return asked
    answers = "\n\n".join(
        f"**{verdict(number, option)}** {blocks(option[1].children, page)}"
        for number, option in enumerate(options)
    )
    return f"{asked}\n\n{folded('Answers', answers)}"


@markdown.register
def _(node: dropdown_main, page: Page) -> str:
    title, body = node.children
    return folded(plain(title), blocks(body.children, page))


@markdown.register
def _(node: nodes.container, page: Page) -> str:
    text = blocks(node.children, page)
    return f"**{text}**" if node.get("design_component") == "card-title" else text


@markdown.register
def _(node: sd_tab_label, page: Page) -> str:
    return f"**{inline(node, page)}**"


@markdown.register
def _(node: sd_tab_input, page: Page) -> str:
    return ""


@markdown.register
def _(node: PassthroughTextElement, page: Page) -> str:
    return inline(node, page)
