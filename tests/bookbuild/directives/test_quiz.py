"""The `quiz` and `predict` directives: what they read, refuse and write."""

from __future__ import annotations

from collections import Counter

import pytest
from bookbuild.directives.quiz import (
    quiz_answer,
    quiz_explanation,
    quiz_node,
    quiz_option,
    quiz_question,
)

QUIZ = r"""# Page

```{quiz} When does *descent* on $x^2$ diverge?
:name: quiz-divergence

The curvature is $L$.

- [ ] When $\eta > 1/L$.

  The overshoot shrinks.

  - A list in the explanation.
- [x] When $\eta > 2/L$.

  The overshoot grows.
- [ ] `eta` does not matter.

  It does.
```
"""

TWO_ANSWERS = """
:::{quiz} Which are {term}`prime`?
- [x] Two.

  It is.
- [x] Three.

  It is.
- [ ] Four.

  It is twice two.
:::
"""

PREDICTION = """
```{predict}
Which way does it go?

- [ ] Up.

  No.
- [x] Down.

  Yes.
```
"""

GLOSSARY = """
```{glossary}
prime
  A number with two divisors.
```
"""

NOTEBOOK = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Page

```{code-cell} python
from myst_nb import glue
glue("half", 0.5, display=False)
```

```{quiz} Is it {glue:text}`half:.2f`?
"""


@pytest.fixture(scope="module")
def page(build_book):
    pages = {"index": QUIZ + TWO_ANSWERS + PREDICTION + GLOSSARY}
    book = build_book(pages, "directives.quiz")
    assert not book.warnings
    return book


def test_doctree_holds_question_options_and_explanations(page):
    quiz, *_ = page.app.env.get_doctree("index").findall(quiz_node)
    question, *options = quiz.children
    assert isinstance(question, quiz_question)
    assert [block.astext() for block in question] == [
        "When does descent on x^2 diverge?",
        "The curvature is L.",
    ]
    assert all(isinstance(option, quiz_option) for option in options)
    assert [option["correct"] for option in options] == [False, True, False]
    answer, explanation = options[0].children
    assert isinstance(answer, quiz_answer)
    assert answer.astext() == r"When \eta > 1/L."
    assert isinstance(explanation, quiz_explanation)
    assert [block.tagname for block in explanation] == ["paragraph", "bullet_list"]


def test_form_is_named_by_its_question_and_each_control_by_its_option(page):
    form = page.html().find("form", id="quiz-divergence")
    legend = form.fieldset.legend
    assert legend.text.split() == [
        "Quiz",
        "When",
        "does",
        "descent",
        "on",
        r"\(x^2\)",
        "diverge?",
    ]
    assert legend.em.text == "descent"
    labels = form.select("ul > li > label")
    assert [label.text.strip() for label in labels] == [
        r"A When \(\eta > 1/L\).",
        r"B When \(\eta > 2/L\).",
        "C eta does not matter.",
    ]
    assert labels[2].code.text == "eta"
    assert all(len(label.select("input[type=radio][name=answer]")) == 1 for label in labels)


def test_several_correct_options_make_checkboxes(page):
    _, form, _ = page.html().select("form.quiz")
    assert len(form.select("input[type=checkbox]")) == 3
    assert not form.select("input[type=radio]")


def test_controls_are_hidden_until_the_script_makes_them_work(page):
    controls = page.html().select(".quiz input, .quiz button")
    assert len(controls) == 3 + 3 + 2 + 3
    assert all(control.has_attr("hidden") for control in controls)


def test_answers_are_folded_in_details_with_a_verdict_each(page):
    form = page.html().find("form", id="quiz-divergence")
    assert form.details.summary.text == "Answers"
    answers = form.select("details > ul > li")
    assert [answer["data-answer"] for answer in answers] == [
        "wrong",
        "correct",
        "wrong",
    ]
    assert [answer.text.split("\n")[0] for answer in answers] == [
        "A is not correct.",
        "B is correct.",
        "C is not correct.",
    ]
    assert "The overshoot grows." in answers[1].text


def test_prediction_says_what_it_is_and_its_question_is_the_first_paragraph(page):
    form = page.html().select("form.quiz")[2]
    assert form["data-kind"] == "predict"
    assert form.legend.text.split() == ["Predict", "first", "Which", "way", "does", "it", "go?"]
    assert form.button.text == "Commit"


def test_pages_with_several_quizzes_repeat_no_id_and_hold_no_inline_script_or_style(
    page,
):
    html = page.html()
    ids = Counter(element["id"] for element in html.find_all(id=True))
    assert max(ids.values()) == 1
    for form in html.select("form.quiz"):
        for element in [form, *form.find_all(True)]:
            assert element.name not in ("script", "style")
            assert not [name for name in element.attrs if name == "style" or name[:2] == "on"]


def test_terms_link_to_the_glossary(page):
    assert page.html().select("form.quiz")[1].legend.a["href"] == "#term-prime"


def test_quiz_can_be_linked_to(build_book):
    text = QUIZ + "\nSee [the quiz](#quiz-divergence).\n"
    book = build_book({"index": text}, "directives.quiz")
    assert not book.warnings
    assert book.html().find("a", string="the quiz")["href"] == "#quiz-divergence"


def test_glued_numbers_stand_in_question_option_and_explanation(build_book):
    options = "\n".join(
        f"- [{mark}] {{glue:text}}`half:.{digits}f`\n\n  So {{glue:text}}`half:.1f`."
        for mark, digits in ((" ", 3), ("x", 4))
    )
    text = NOTEBOOK.replace("```{quiz}", ":::{quiz}") + options + "\n:::\n"
    book = build_book({"index": text}, "directives.quiz", nb_execution_mode="force")
    assert not book.warnings
    form = book.html().form
    assert "Is it 0.50?" in form.legend.text
    assert [label.text.strip() for label in form("label")] == ["A 0.500", "B 0.5000"]
    assert form.details.text.count("So 0.5.") == 2


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_get_paragraphs_and_lists(build_book, builder):
    book = build_book({"index": QUIZ}, "directives.quiz", builder=builder)
    assert not book.warnings
    (output,) = book.out.glob("*.txt" if builder == "text" else "*.tex")
    text = output.read_text("utf-8")
    order = [
        *("diverge?", "The curvature is", "does not matter."),
        *(
            "A is not correct.",
            "The overshoot shrinks.",
            "B is correct.",
            "The overshoot grows.",
        ),
    ]
    assert [text.count(words) for words in order] == [1] * len(order)
    assert sorted(order, key=text.index) == order


def changed(right: str, wrong: str) -> str:
    assert right in QUIZ
    return QUIZ.replace(right, wrong)


FIRST_OPTION = QUIZ.index("- [ ] When")
SECOND_OPTION = QUIZ.index("- [x]")
REFUSED = {
    "none correct": (changed("[x]", "[ ]"), 8, "one or more correct options"),
    "no explanation": (
        changed("  The overshoot grows.\n", ""),
        13,
        r"the option 'When \eta > 2/L.' has no explanation",
    ),
    "explanation in the option": (
        changed("matter.\n\n  It", "matter.\n  It"),
        16,
        "has no explanation: expected one or more paragraphs below it, after an empty line",
    ),
    "no mark": (changed("- [ ] `eta`", "- `eta`"), 16, "must start with '- [ ] '"),
    "capital mark": (changed("- [x]", "- [X]"), 13, "must start with '- [ ] ' or"),
    "one option": (
        QUIZ[:FIRST_OPTION] + QUIZ[SECOND_OPTION : QUIZ.index("- [ ] `eta`")] + "```\n",
        8,
        "expected two or more options, found one",
    ),
    "no options": (QUIZ[:FIRST_OPTION] + "```\n", 3, "expected a list of options"),
    "no text at all": ("# Page\n\n```{quiz}\n```\n", 3, "expected a list of options"),
    "text at the end": (changed("\n```\n", "\n\nMore.\n```\n"), 3, "at the end"),
    "text between options": (
        changed("  The overshoot grows.", "The overshoot grows."),
        8,
        "expected one list of options, but text divides it",
    ),
    "no question": ("# Page\n\n```{quiz}\n" + QUIZ[FIRST_OPTION:], 3, "expected a question"),
}


@pytest.mark.parametrize(("source", "line", "message"), REFUSED.values(), ids=REFUSED)
def test_wrong_source_is_refused_with_file_and_line(build_book, source, line, message):
    (warning,) = build_book({"index": source}, "directives.quiz").warnings
    place, _, text = warning.partition(" WARNING: quiz: ")
    assert place.endswith(f"index.md:{line}:")
    assert message in text


def test_quiz_that_markdown_does_not_read_as_one_is_refused(build_book):
    source = "# Page\n\n```{quiz} What is `eta`?\n- [x] A.\n\n  Why.\n- [ ] B.\n\n  Why.\n```\n"
    book = build_book({"index": source}, "directives.quiz")
    assert "index.md:4: WARNING: an option ('[x]') outside a quiz" in book.warnings[0]
