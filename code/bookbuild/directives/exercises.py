"""Fold hints and solutions in <details>, and hold every exercise to its solution.

What carries `:class: dropdown` is folded: an admonition (`{admonition} Hint`, `{hint}`), a
`{solution}` and a `{prf:proof}`. <details> works without a script; folding.js opens what a link
leads into, and chapter.css opens everything in print.

An exercise has a `:label:`, a `:class:` that names its level, and a solution:

    ```{exercise} Too long a step
    :label: ex-too-long-a-step
    :class: paper
    ```

The levels are `paper`, `code` and `judgement`; the title says which. The build warns, with file
and line, of an exercise without label or solution and of a solution without exercise.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import admonitionlabels
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx_exercise.directive import (
    ExerciseDirective,
    ExerciseStartDirective,
    SolutionDirective,
    SolutionStartDirective,
)
from sphinx_exercise.nodes import (
    depart_solution_node,
    exercise_enumerable_node,
    exercise_node,
    solution_node,
    visit_solution_node,
)
from sphinx_proof.nodes import NODE_TYPES, proof_node, unenumerable_node

logger = logging.getLogger(__name__)

LEVELS = {"paper": "on paper", "code": "in code", "judgement": "judgement"}
EXERCISES = (exercise_node, exercise_enumerable_node)
STATEMENTS = (*EXERCISES, solution_node, unenumerable_node, *NODE_TYPES.values())


def with_line(directive: type[Directive]) -> type[Directive]:
    """Extend a directive of sphinx-exercise, which keeps no lines, to record where it stands."""

    class DirectiveWithLine(directive):
        def run(self) -> list[nodes.Node]:
            found = super().run()
            for node in found:
                entry = self.env.sphinx_exercise_registry[node["label"]]
                entry["line"] = self.lineno
                if isinstance(node, EXERCISES) and "label" not in self.options:
                    place = (self.env.docname, self.lineno)
                    logger.warning("an exercise needs a :label:, for its solution", location=place)
            return found

    return DirectiveWithLine


def check_solutions(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of an exercise without a solution and of a solution without an exercise."""
    registry = getattr(env, "sphinx_exercise_registry", {})
    solutions, exercises = {}, {}
    for label, entry in registry.items():
        is_exercise = isinstance(entry["node"], EXERCISES)
        (exercises if is_exercise else solutions)[label] = entry
    solved = {entry["node"]["target_label"] for entry in solutions.values()}
    for label, entry in exercises.items():
        if label not in solved:
            place = (entry["docname"], entry["line"])
            logger.warning("exercise '%s' has no solution", label, location=place)
    for entry in solutions.values():
        target = entry["node"]["target_label"]
        if target not in exercises:
            place = (entry["docname"], entry["line"])
            logger.warning("the solution's exercise '%s' does not exist", target, location=place)


class TidyStatements(SphinxTransform):
    """Take away what makes pages with two statements invalid.

    sphinx-exercise and sphinx-proof put contents in a section with the same id for each, and a
    proof has one id for all and its title in its text.
    """

    default_priority = 11  # after the gated directives have been merged

    def apply(self, **kwargs: object) -> None:
        for node in list(self.document.findall(nodes.section)):
            if isinstance(node.parent, STATEMENTS):
                node["ids"] = []  # docutils would hand them on to the first child
                node.replace_self(node.children)
        for node in self.document.findall(proof_node):
            proof = node.children[0]
            proof["ids"].clear()
            text = next(proof.findall(nodes.Text))
            text.parent.replace(text, nodes.Text(re.sub(r"^Proof\. ", "", text)))
            proof.insert(0, nodes.title("", "Proof"))


class NameLevels(SphinxPostTransform):
    """Say in an exercise's title whether it is for paper, for code or for judgement."""

    default_priority = 30  # after sphinx-exercise has made the titles

    def run(self, **kwargs: object) -> None:
        for exercise in self.document.findall(lambda node: isinstance(node, EXERCISES)):
            for level in LEVELS.keys() & set(exercise["classes"]):
                label = nodes.inline("", LEVELS[level], classes=["exercise-level"])
                exercise[0] += [nodes.Text(" "), label]


def write_folded(translator, node: nodes.Element) -> None:
    """Write an admonition as <details>; its first child is its title."""
    title, *content = node.children
    translator.body.append(translator.starttag(node, "details", CLASS="admonition"))
    translator.body.append('<summary class="admonition-title">')
    # a link inside the summary would be a control inside a control
    for reference in list(title.findall(nodes.reference)):
        reference.replace_self(reference.children)
    for child in title.children:
        child.walkabout(translator)
    translator.body.append("</summary>\n")
    for child in content:
        child.walkabout(translator)
    translator.body.append("</details>\n")
    raise nodes.SkipNode


def visit_admonition(translator, node: nodes.Element, name: str = "") -> None:
    if "dropdown" not in node["classes"]:
        type(translator).visit_admonition(translator, node, name)
        return
    if name:
        node["classes"].append(name)
        node.insert(0, nodes.title(name, admonitionlabels[name]))
    write_folded(translator, node)


def visit_solution(translator, node: solution_node) -> None:
    if "dropdown" not in node["classes"]:
        visit_solution_node(translator, node)
        return
    write_folded(translator, node)


def register(app: Sphinx) -> None:
    for name in ("sphinx_exercise", "sphinx_proof"):
        app.setup_extension(name)
    for directive in (
        ExerciseDirective,
        ExerciseStartDirective,
        SolutionDirective,
        SolutionStartDirective,
    ):
        app.add_directive(directive.name, with_line(directive), override=True)
    app.add_node(nodes.admonition, override=True, html=(visit_admonition, None))
    app.add_node(solution_node, override=True, html=(visit_solution, depart_solution_node))
