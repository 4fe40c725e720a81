"""What is folded, and exercises that are held to their solutions."""

from __future__ import annotations

from collections import Counter

import pytest

PAGE = r"""---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Page

```{exercise} Too long a *step*
:label: ex-step
:class: paper

Halve $\eta$.
```

```{admonition} A *small* hint
:class: dropdown
Look at $L$.
```

```{hint}
:class: dropdown
A second hint.
```

```{note}
A note that is open.
```

```{solution} ex-step
:label: sol-step
:class: dropdown

It is $2/L$.
```

```{exercise-start}
:label: ex-loop
:class: code
```
Write a loop.

```{code-cell} python
print("given")
```
```{exercise-end}
```

```{solution-start} ex-loop
:label: sol-loop
:class: dropdown
```
As such:

```{code-cell} python
print("so" + "lved")
```

(inside)=
Done.
```{solution-end}
```

```{exercise}
:label: ex-open
:class: judgement
When not?
```

```{solution} ex-open
When flat.
```

```{prf:theorem} Convergence
:label: thm-convergence
It converges.
```

```{prf:proof}
:class: dropdown
By *induction*.
```

```{prf:proof}
By exhaustion.
```

See {ref}`ex-step`, {numref}`ex-loop`, {ref}`sol-loop`, {prf:ref}`thm-convergence` and
{ref}`the middle <inside>`.
"""


@pytest.fixture(scope="module")
def book(build_book):
    pages = {"index": "# Book\n\n```{toctree}\n:numbered:\npage\n```\n", "page": PAGE}
    book = build_book(pages, "directives.exercises", nb_execution_mode="force")
    assert not book.warnings
    return book


@pytest.fixture(scope="module")
def page(book):
    return book.html("page").select_one("[role=main]")


def words(element) -> str:
    return " ".join(element.text.split())


def test_what_is_marked_dropdown_is_folded_and_nothing_else(page):
    folded = page.select("details.admonition")
    assert [words(element.summary) for element in folded] == [
        "A small hint",
        "Hint",
        "Solution to Exercise 1.1 (Too long a step)",
        "Solution to Exercise 1.2",
        "Proof",
    ]
    assert not any(element.has_attr("open") for element in folded)
    assert folded[0].summary.em.text == "small"
    assert words(folded[0].p) == r"Look at \(L\)."
    assert page.select_one("div.note p:not(.admonition-title)").text == "A note that is open."
    assert page.select_one("div.solution").p.text == "Solution to Exercise 1.3"


def test_summaries_hold_no_control_of_their_own(page):
    assert not page.select("summary a, summary button, summary p")


def test_folded_solution_keeps_its_label_and_its_executed_cells(page):
    solution = page.find(id="sol-loop")
    assert solution.name == "details"
    assert solution.select_one(".cell_output").text.strip() == "solved"
    assert solution.find(id="inside")


def test_exercises_are_numbered_and_references_find_them(page):
    titles = [words(title) for title in page.select(".exercise > .admonition-title")]
    assert titles == [
        "Exercise 1.1 (Too long a step) on paper",
        "Exercise 1.2 in code",
        "Exercise 1.3 judgement",
    ]
    links = page("p")[-1]("a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Exercise 1.1", "#ex-step"),
        ("Exercise 1.2", "#ex-loop"),
        ("Solution to Exercise 1.2", "#sol-loop"),
        ("Theorem 1.1", "#thm-convergence"),
        ("the middle", "#inside"),
    ]


def test_proofs_have_a_title_and_a_text_of_their_own(page):
    folded, open_ = page.select(".admonition.proof:not(.theorem)")
    assert [words(folded.summary), words(folded.p)] == ["Proof", "By induction."]
    assert [words(p) for p in open_("p")] == ["Proof", "By exhaustion."]


def test_no_id_is_repeated_when_statements_are(book):
    ids = Counter(element["id"] for element in book.html("page").find_all(id=True))
    assert max(ids.values()) == 1


EXERCISE = "```{exercise}\n:label: ex-a\n:class: paper\nTry.\n```\n"
SOLUTION = "```{solution} ex-a\n:class: dropdown\nDone.\n```\n"
GATED_EXERCISE = "```{exercise-start}\n:label: ex-a\n```\nTry.\n```{exercise-end}\n```\n"
GATED_SOLUTION = "```{solution-start} ex-a\n```\nDone.\n```{solution-end}\n```\n"


@pytest.mark.parametrize("exercise", [EXERCISE, GATED_EXERCISE])
@pytest.mark.parametrize("solution", [SOLUTION, GATED_SOLUTION])
def test_exercise_with_its_solution_on_another_page_is_accepted(build_book, exercise, solution):
    pages = {"index": f"# Page\n\n{exercise}", "solutions": f"# Solutions\n\n{solution}"}
    assert not build_book(pages, "directives.exercises").warnings


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (EXERCISE, "exercise 'ex-a' has no solution"),
        (GATED_EXERCISE, "exercise 'ex-a' has no solution"),
        (SOLUTION, "the solution's exercise 'ex-a' does not exist"),
        (GATED_SOLUTION, "the solution's exercise 'ex-a' does not exist"),
        (EXERCISE.replace(":label: ex-a\n", ""), "an exercise needs a :label:"),
        (GATED_EXERCISE.replace(":label: ex-a\n", ""), "an exercise needs a :label:"),
    ],
)
def test_unpaired_exercise_or_solution_is_refused_with_file_and_line(build_book, source, message):
    warnings = build_book(
        {"index": f"# Page\n\nText.\n\n{source}"}, "directives.exercises"
    ).warnings
    assert any(f"index.md:5: WARNING: {message}" in warning for warning in warnings)
