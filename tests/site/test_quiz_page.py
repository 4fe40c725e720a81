"""Quizzes, predictions, folded solutions and terms in a browser, on a page of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bookbuild.commands.build import bundle_frontend
from bookbuild.paths import BOOK, BUNDLE, FRONTEND
from bookbuild.site.server import serve_site
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.slow

PAGE = r"""# Page

The {term}`gradient` and the {term}`loss`. See {ref}`sol-step`.

```{quiz} When does descent with curvature $L$ diverge?
:name: quiz-one

- [ ] When $\eta > 1/L$.

  Reason one.
- [x] When $\eta > 2/L$.

  Reason two.
- [ ] Never.

  Reason three, with a formula that is wider than a telephone:

  $$\theta_k = (1 - \eta L)^k \theta_0 + a + b + c + d + e + f + g + h + i + j + k + l + m + n$$
```

```{quiz} Which are prime?
:name: quiz-many

- [x] Two.

  Reason two.
- [ ] Four.

  Reason four.
- [x] Five.

  Reason five.
```

```{predict} Which way does it go?
:name: prediction

- [ ] Up.

  Reason up.
- [x] Down.

  Reason down.
```

```{exercise} A step
:label: ex-step
:class: paper
Take a step.
```

```{solution} ex-step
:label: sol-step
:class: dropdown
The step is taken.

(inside)=
And another one.
```
"""
GLOSSARY = r"""# Glossary

```{glossary}
gradient
  {nl}`gradiënt`. The vector $\nabla f$.

loss
  {nl}`verlies`. A number.
```
"""
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
FIND_VIOLATIONS = """async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run("article", { runOnly: levels });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""


@pytest.fixture(scope="module")
def base_url(build_book) -> Iterator[str]:
    """The address of a small site, in place of the book's."""
    bundle_frontend()
    book = build_book(
        {"index": PAGE, "reference/glossary": GLOSSARY, "404": "# No such page"},
        *("directives.formulas", "directives.quiz", "directives.exercises", "directives.glossary"),
        html_theme="sphinx_book_theme",
        html_favicon=str(BOOK / "_static" / "favicon.svg"),
        html_static_path=[str(BUNDLE)],
        html_css_files=["book/book.css"],
        html_js_files=[("book/book.js", {"type": "module"})],
        html_context={"default_mode": "auto"},
    )
    assert not book.warnings
    with serve_site(book.out) as address:
        yield address


def shown(form: Locator) -> set[str]:
    """Return the last words of the explanations that can be seen."""
    paragraphs = form.locator(".quiz-answers li p", has_text="Reason").all()
    return {p.inner_text().split()[1].strip(".,") for p in paragraphs if p.is_visible()}


def test_form_and_options_have_names(open_page):
    page = open_page()
    form = page.get_by_role("group", name=re.compile("^Quiz When does descent .* diverge"))
    expect(form.get_by_role("radio", name=re.compile("^C Never"))).to_be_visible()
    expect(page.get_by_role("group", name="Predict first Which way does it go?")).to_be_visible()


def test_quiz_is_answered_from_the_keyboard_and_can_be_tried_again(open_page):
    page = open_page()
    form = page.locator("#quiz-one")
    status = form.get_by_role("status")
    form.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Not yet")
    expect(status).to_contain_text("A is not correct.")
    assert shown(form) == {"one"}
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert not shown(form)
    expect(status).not_to_contain_text("Not yet")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Correct")
    assert shown(form) == {"two"}
    other = page.locator("#quiz-many")
    assert not shown(other)
    assert not other.locator(":checked").count()


def test_answer_is_asked_for_when_none_is_chosen(open_page):
    form = open_page().locator("#quiz-one")
    form.get_by_role("button").press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Choose an answer first.")
    assert not shown(form)


def test_several_correct_options_must_all_be_chosen(open_page):
    page = open_page()
    form = page.locator("#quiz-many")
    status = form.get_by_role("status")
    two, four, five = form.get_by_role("checkbox").all()
    two.press("Space")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Not yet: choose the 2 correct answers.")
    assert shown(form) == {"two"}
    four.press("Space")
    five.press("Space")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Not yet")
    assert shown(form) == {"two", "four", "five"}
    four.press("Space")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Correct")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("Up", "Not this time: you predicted A, and the answer is B."),
        ("Down", "Correct: you predicted B."),
    ],
)
def test_prediction_is_explained_once_it_is_committed(open_page, option, words):
    page = open_page()
    form = page.locator("#prediction")
    assert not shown(form)
    answer = form.get_by_role("radio", name=option)
    answer.press("Space")
    assert not shown(form)
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text(words)
    assert shown(form) == {"up", "down"}
    expect(answer).to_be_checked()
    for control in form.get_by_role("radio").all():
        expect(control).to_be_disabled()


def test_commit_button_keeps_the_focus(open_page):
    page = open_page()
    form = page.locator("#prediction")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Commit").press("Enter")
    expect(form.get_by_role("button", name="Committed")).to_be_focused()
    page.keyboard.press("Enter")
    assert shown(form) == {"up", "down"}


def test_without_scripts_answers_are_folded_and_no_control_pretends_to_work(open_page):
    page = open_page(javascript=False)
    form = page.locator("#quiz-one")
    assert not page.locator("form.quiz :is(input, button):visible").count()
    expect(form.get_by_text("Never.")).to_be_visible()
    assert not shown(form)
    form.locator("summary").press("Enter")
    assert shown(form) == {"one", "two", "three"}


@pytest.mark.parametrize("javascript", [True, False])
def test_print_shows_all_answers_and_solutions(open_page, javascript):
    page = open_page(javascript=javascript)
    page.emulate_media(media="print")
    assert shown(page.locator("#quiz-one")) == {"one", "two", "three"}
    assert shown(page.locator("#prediction")) == {"up", "down"}
    expect(page.get_by_text("The step is taken.")).to_be_visible()
    assert not page.locator("form.quiz :is(input, button):visible").count()


def test_printing_opens_folds_also_where_styles_cannot(open_page):
    page = open_page()
    page.add_init_script("CSS.supports = () => false")
    page.reload()
    fold = page.locator("#sol-step")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(fold).to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(fold).not_to_have_attribute("open", "")


@pytest.mark.parametrize("anchor", ["sol-step", "inside"])
def test_address_of_something_folded_opens_it(open_page, anchor):
    page = open_page(f"index.html#{anchor}")
    expect(page.get_by_text("And another one.")).to_be_in_viewport()


def test_link_to_something_folded_opens_it_every_time(open_page):
    page = open_page()
    text = page.get_by_text("The step is taken.")
    for _ in range(2):
        page.get_by_role("link", name="Solution to Exercise 1").press("Enter")
        expect(text).to_be_visible()
        page.locator("#sol-step > summary").press("Enter")
        expect(text).not_to_be_visible()


def test_definition_shows_on_focus_and_escape_closes_it(open_page):
    page = open_page()
    definition = page.get_by_text("The vector")
    link = page.get_by_role("link", name="gradient")
    expect(definition).to_be_hidden()
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    expect(definition).to_be_in_viewport()
    expect(link).to_have_accessible_description(re.compile("^gradiënt. The vector"))
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_text("A number.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("A number.")).to_be_hidden()


def test_definition_shows_on_hover_and_stays_while_the_pointer_is_on_it(open_page):
    page = open_page()
    definition = page.get_by_text("The vector")
    page.get_by_role("link", name="gradient").hover()
    expect(definition).to_be_visible()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    definition.hover()
    page.clock.run_for(1000)  # long after the pointer left the link
    expect(definition).to_be_visible()
    page.clock.resume()
    page.mouse.move(600, 800)
    expect(definition).to_be_hidden()


def test_term_is_a_link_without_scripts(open_page):
    page = open_page(javascript=False)
    page.get_by_role("link", name="gradient").click()
    expect(page).to_have_url(re.compile("reference/glossary.html#term-gradient$"))


def answer_everything(page: Page) -> None:
    for form in page.locator("form.quiz").all():
        form.locator("input").first.check()
        form.locator("button").click()
    page.locator("#sol-step > summary").click()
    page.get_by_role("link", name="gradient").focus()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_answered_page_is_accessible_and_fits(open_page, theme, width):
    page = open_page(theme=theme, width=width)
    answer_everything(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert not page.evaluate(FIND_VIOLATIONS)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
