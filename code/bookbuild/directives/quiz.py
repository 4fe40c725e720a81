"""The `quiz` and `predict` directives: a question, and an explanation for every answer.

    ```{quiz} When does gradient descent on a quadratic diverge?
    :name: quiz-divergence

    More text of the question, when it needs more.

    - [ ] When $\\eta > 1/L$.

      Why this is not so.
    - [x] When $\\eta > 2/L$.

      Why this is so.
    ```

The question is the argument or, without one, the first paragraph. Markdown allows no backtick in
a line that opens with backticks, so a question with {term}`...` or code opens with `:::{quiz}`.
One `[x]` asks for one answer, more than one for all that hold. `predict` has the same source: the
reader commits to an answer before a result is shown, and only then sees the explanations.

The doctree holds what the source says, for every builder to walk:

    quiz_node(kind="quiz" | "predict", multiple=bool)
        quiz_question                   a paragraph, then any more blocks
        quiz_option(correct=bool)       two or more
            quiz_answer                 inline nodes
            quiz_explanation            blocks

In HTML it is a question, its options and a <details> with the answers, which is whole without a
script and in print. quiz.js turns it into a form that can be answered. Builders other than HTML
get plain paragraphs and lists.
"""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

MARK = re.compile(r"\[([ x])\]\s+")
LABELS = {"quiz": "Quiz", "predict": "Predict first"}
BUTTONS = {"quiz": "Check", "predict": "Commit"}
VERDICTS = {True: "{} is correct.", False: "{} is not correct."}


class quiz_node(nodes.General, nodes.Element):
    """A question with its options."""


class quiz_question(nodes.General, nodes.Element):
    """What is asked: a paragraph, and any more blocks."""


class quiz_option(nodes.General, nodes.Element):
    """A possible answer and why it is correct or not."""


class quiz_answer(nodes.General, nodes.TextElement):
    """The text of an option."""


class quiz_explanation(nodes.General, nodes.Element):
    """Why an option is correct or not."""


def verdict(number: int, option: quiz_option) -> str:
    """Say whether an option, counted from 0, is correct: `B is correct.`"""
    return VERDICTS[option["correct"]].format(ascii_uppercase[number])


class QuizError(ValueError):
    """A source that is not a quiz, with the node where it goes wrong."""

    def __init__(self, node: nodes.Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def read_option(item: nodes.list_item) -> quiz_option:
    """Read `- [x] answer`, with its explanation in the blocks that follow."""
    paragraph = item.children[0] if item.children else None
    text = paragraph.children[0] if isinstance(paragraph, nodes.paragraph) else ""
    mark = MARK.match(text) if isinstance(text, nodes.Text) else None
    if mark is None:
        raise QuizError(item, "an option must start with '- [ ] ' or, when correct, '- [x] '")
    rest = nodes.Text(text[mark.end() :])
    answer = quiz_answer("", "", *([rest] if rest else []), *paragraph.children[1:])
    if not item.children[1:]:
        raise QuizError(
            item,
            f"the option '{' '.join(answer.astext().split())}' has no explanation: expected one "
            "or more paragraphs below it, after an empty line and indented by two spaces",
        )
    explanation = quiz_explanation("", *item.children[1:])
    return quiz_option("", answer, explanation, correct=mark[1] == "x")


def read_quiz(quiz: nodes.Element, blocks: list[nodes.Node]) -> quiz_node:
    """Make a quiz of the blocks of its source: the question, then one list of options.

    Raises
    ------
    QuizError
        When there is no question, when the last block is not a list of two or more options, when
        an option has no mark or no explanation, or when none is correct.
    """
    if not blocks or not isinstance(blocks[-1], nodes.bullet_list):
        raise QuizError(quiz, "expected a list of options ('- [ ] ', '- [x] ') at the end")
    *question, options = blocks
    if not question or not isinstance(question[0], nodes.paragraph):
        raise QuizError(quiz, "expected a question: the argument or the first paragraph")
    for block in question:
        if isinstance(block, nodes.bullet_list) and MARK.match(block.astext()):
            raise QuizError(block, "expected one list of options, but text divides it in two")
    quiz += quiz_question("", *question)
    quiz += [read_option(item) for item in options]
    if len(options) < 2:
        raise QuizError(options, "expected two or more options, found one")
    n_correct = sum(option["correct"] for option in quiz[1:])
    if n_correct == 0:
        raise QuizError(options, "expected one or more correct options, marked '- [x] '")
    quiz["multiple"] = n_correct > 1
    return quiz


class QuizDirective(SphinxDirective):
    """`quiz` and `predict`."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        quiz = quiz_node(kind=self.name)
        self.set_source_info(quiz)
        body = nodes.Element()
        if self.arguments:
            question, messages = self.state.inline_text(self.arguments[0], self.lineno)
            body += [nodes.paragraph("", "", *question), *messages]
        self.state.nested_parse(self.content, self.content_offset, body)
        try:
            read_quiz(quiz, body.children)
        except QuizError as error:
            logger.warning("%s: %s", self.name, error, location=error.node, type="quiz")
            return []
        self.add_name(quiz)
        return [quiz]


def visit_quiz(translator, quiz: quiz_node) -> None:
    """Write the form, and the answers in a <details> that quiz.js makes the form's response."""
    question, *options = quiz.children
    title, *blocks = question.children
    control = "checkbox" if quiz["multiple"] else "radio"
    kind = quiz["kind"]

    def write(html: str, *content: nodes.Node) -> None:
        translator.body.append(html)
        for node in content:
            node.walkabout(translator)

    # a control does nothing without the script, so the script is what shows it
    write(translator.starttag(quiz, "form", CLASS="quiz", **{"data-kind": kind}))
    write(f'<fieldset><legend><span class="quiz-kind">{LABELS[kind]}</span> ')
    write('<span class="quiz-title">', *title.children)
    write("</span></legend>\n", *blocks)
    write('<ul class="quiz-options">\n')
    for letter, option in zip(ascii_uppercase, options, strict=False):
        write(f'<li><label><input type="{control}" name="answer" hidden> ')
        write(f'<span class="quiz-letter">{letter}</span> <span>', option[0])
        write("</span></label></li>\n")
    write(f'</ul></fieldset>\n<button type="submit" hidden>{BUTTONS[kind]}</button>\n')
    write('<details class="quiz-answers"><summary>Answers</summary>\n<ul>\n')
    for number, option in enumerate(options):
        state = "correct" if option["correct"] else "wrong"
        write(f'<li data-answer="{state}"><p class="quiz-verdict">{verdict(number, option)}</p>\n')
        write("", *option[1].children)
        write("</li>\n")
    write("</ul></details></form>\n")
    raise nodes.SkipNode


def visit_answer(translator, answer: quiz_answer) -> None:
    """Write the inline nodes alone; `visit_quiz` writes what is around them."""


def check_stray_options(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of options outside a quiz, which is how a quiz looks that was not read as one."""
    for item in doctree.findall(nodes.list_item):
        if MARK.match(item.astext()):
            logger.warning(
                "an option ('[x]') outside a quiz: a question with a ` in it, on the line that "
                "opens the quiz, needs ':::{quiz}' for '```{quiz}'",
                location=item,
                type="quiz",
            )


class UnfoldQuizzes(SphinxPostTransform):
    """Turn quizzes into paragraphs and lists for builders that know no forms."""

    default_priority = 400

    def run(self, **kwargs: object) -> None:
        if self.app.builder.format == "html":
            return
        for quiz in list(self.document.findall(quiz_node)):
            question, *options = quiz.children
            answers = nodes.enumerated_list(enumtype="upperalpha", prefix="", suffix=".")
            reasons = []
            for number, option in enumerate(options):
                answers += nodes.list_item("", nodes.paragraph("", "", *option[0].children))
                reasons += [nodes.paragraph("", verdict(number, option)), *option[1].children]
            quiz.replace_self([*question.children, answers, *reasons])


def register(app: Sphinx) -> None:
    app.add_node(quiz_node, html=(visit_quiz, None))
    app.add_node(quiz_answer, html=(visit_answer, visit_answer))
    for kind in LABELS:
        app.add_directive(kind, QuizDirective)
