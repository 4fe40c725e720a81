"""Code that runs in the page, on a small site with stand-ins for the large packages.

One page is shared by most tests, since Python takes seconds to start; each test uses cells of its
own, and none relies on what another left.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator

import pytest
from bookbuild.browser import pyodide
from bookbuild.commands.build import bundle_frontend
from bookbuild.paths import BOOK, BUNDLE
from bookbuild.site.head import POLICY
from bookbuild.site.server import serve_site
from playwright.sync_api import BrowserContext, Route, expect

pytestmark = pytest.mark.slow


def cell(code: str) -> str:
    return f"```{{code-cell}} python\n{code}\n```\n"


HALVE_CODE = """def halve(n):
    return n / 0

halve(1)"""
CHART_CODE = "import altair\naltair.Chart(3)"
PACKAGE_CODE = "from mathforml.iteration import take\ntake(iter('abc'), 2)"
TABLE = '''
class Table:
    def _repr_html_(self):
        return """<table onclick='alert(1)'><thead><tr><th>n</th></tr></thead><tbody><tr>
        <td style='color: red; background: url(https://example.org/a)'>1
        <style>* { color: blue }</style>
        <img src='https://example.org/b' onerror='alert(3)'>
        <a href='https://example.org/c'>two</a></td></tr></tbody></table>"""

Table()
'''.strip()
PAGE = f"""---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
kernelspec: {{name: python3, display_name: Python 3, language: python}}
---
# Cells

{cell("total = 20") + cell('print("total:", total)')}
```{{code-cell}} python
:tags: [remove-cell]
secret = 7
```

{cell('print("secret:", secret)') + cell(HALVE_CODE) + cell(TABLE)}
```{{code-cell}} python
:tags: [hide-input]
folded = [1, 2]
folded
```

{cell("import scipy")}

```{{exercise}} Double it
:label: ex-double
:class: code
Double a number.
```

````{{solution-start}} ex-double
:label: sol-double
:class: dropdown
````

{cell("print('doubled:', 2 * 21)")}

````{{solution-end}}
````

{cell(PACKAGE_CODE) + cell(CHART_CODE)}
"""
TOTAL, PRINTED, SECRET, HALVE, HTML, FOLDED, ELSEWHERE, SOLUTION, PACKAGE, CHART = range(10)

# of listings, as the theme has them
STYLE = """
html[data-theme="light"] .highlight .k { color: #6730c5; }
html[data-theme="dark"] .highlight .k { color: #dcc6e0; }
"""


@pytest.fixture(scope="module")
def base_url(build_book, pack_stand_ins, tmp_path_factory) -> Iterator[str]:
    """The address of a site with the cells above, in place of the book's."""
    bundle_frontend()
    folder = tmp_path_factory.mktemp("wheels")
    lock = {**pyodide.lock(), "packages": pack_stand_ins(folder)}
    settings = {
        "html_baseurl": "https://example.org/book/",
        "html_theme_options": {"body_min_width": 0},
        "html_sidebars": {"**": []},
        "html_favicon": str(BOOK / "_static" / "favicon.svg"),
        "html_static_path": ["_static", str(BUNDLE)],
        "html_css_files": ["book/book.css", "theme.css"],
        "html_js_files": [("book/book.js", {"type": "module"})],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bookbuild.browser.pyodide.lock", lambda: copy.deepcopy(lock))
        patch.setattr("bookbuild.browser.live.WHEELS", folder)
        files = {"index": PAGE, "_static/theme.css": STYLE}
        book = build_book(
            files,
            "directives.exercises",
            "sources.addresses",
            "notebooks.own_wheel",
            "browser.live",
            **settings,
        )
    assert not book.warnings
    not_found = "<title>No such page</title><link rel='icon' href='data:,'>"
    (book.out / "404.html").write_text(not_found, encoding="utf-8")
    with serve_site(book.out) as address:
        yield address


def answer_with_policy(route: Route) -> None:
    """Give the page the policy of the published book: no eval, no other host."""
    answer = route.fetch()
    headers = {**answer.headers, "content-security-policy": POLICY}
    route.fulfill(response=answer, headers=headers)


class Live:
    """The page of cells, with what was asked for and what went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.requests, self.errors = [], []
        context.on("request", lambda request: self.requests.append(request.url))
        context.route("**/index.html", answer_with_policy)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}index.html", wait_until="networkidle")
        self.start_button = self.page.get_by_role("button", name="Run the code on this page")
        self.status = self.page.locator(".live [role=status]")
        self.address = address

    def cell(self, number: int):
        return self.page.locator("div.cell").nth(number)

    def output(self, number: int):
        return self.cell(number).locator(".cell_output")

    def button(self, number: int, text: str):
        return self.cell(number).get_by_role("button").get_by_text(text, exact=True)

    def write(self, number: int, code: str) -> None:
        """Replace the code of a cell, as a reader would."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def run(self, number: int, code: str | None = None) -> None:
        """Run a cell, with other code when there is any, and wait for its end."""
        if code is not None:
            self.write(number, code)
        self.button(number, "Run").click()
        expect(self.button(number, "Run")).to_be_visible()


@pytest.fixture(scope="module")
def open_live(new_context, base_url: str) -> Iterator:
    """A function that opens the page afresh; its options are those of a browser context."""
    contexts = []

    def open_live(prepare=None, **options: object) -> Live:
        contexts.append(new_context(**options))
        if prepare:
            prepare(contexts[-1])
        return Live(contexts[-1], base_url)

    yield open_live
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shared(open_live) -> Live:
    """One page whose Python is ready, and the requests that it had made before the click."""
    live = open_live()
    live.before_click = list(live.requests)
    live.start_button.click()
    expect(live.status).to_have_text("Python is ready.")
    return live


@pytest.fixture
def live(shared: Live) -> Iterator[Live]:
    """The shared page. Every test leaves it without an error or a request to another host."""
    yield shared
    assert not shared.errors
    foreign = [u for u in shared.requests if not u.startswith((shared.address, "data:", "blob:"))]
    assert not foreign


def test_nothing_is_fetched_before_the_click(live):
    asked = [url for url in live.before_click if re.search(r"live|pyodide|worker|wheel", url)]
    assert not asked
    assert any("pyodide.asm.wasm" in url for url in live.requests)


def test_cells_share_their_variables(live):
    live.run(TOTAL)
    live.run(PRINTED)
    expect(live.output(PRINTED)).to_have_text("total: 20")
    live.run(TOTAL, "total = 6 * 7")
    live.run(PRINTED)
    expect(live.output(PRINTED)).to_have_text("total: 42")
    expect(live.status).to_have_text("Cell 2 has run.")


def test_a_cell_that_the_page_leaves_out_runs_before_the_cell_that_needs_it(live):
    live.run(SECRET)
    expect(live.output(SECRET)).to_have_text("secret: 7")


def test_the_value_of_the_last_line_shows(live):
    live.run(TOTAL, "a = 5\n(a, 'five')")
    expect(live.output(TOTAL)).to_have_text("(5, 'five')")
    live.run(TOTAL, "a;")
    expect(live.output(TOTAL)).to_have_text("")


def test_an_error_names_its_line_there_and_in_the_status(live):
    live.run(HALVE)
    output = live.output(HALVE)
    expect(output).to_contain_text("ZeroDivisionError: division by zero")
    expect(output).to_contain_text('File "<cell 4>", line 4')
    expect(output).to_contain_text("return n / 0")
    assert "kernel" not in output.inner_text()
    expect(live.status).to_have_text(re.compile("^Cell 4 ended with an error in line 2: Zero"))
    expect(live.cell(HALVE).locator(".live-error-line")).to_have_text("    return n / 0")
    live.run(HALVE, "halve(1\n")
    expect(live.status).to_contain_text("error in line 1: SyntaxError")


def test_html_is_shown_without_what_could_act(live):
    live.run(HTML)
    table = live.output(HTML).locator("table")
    expect(table.locator("th")).to_have_attribute("scope", "col")
    expect(table.locator("td")).to_have_css("color", "rgb(255, 0, 0)")
    expect(table).to_contain_text("two")
    html = table.evaluate("table => table.outerHTML")
    assert not re.search(r"example\.org|style>|alert|onclick|onerror|href", html)
    for active in ("<form action='/x'>", "<script>alert(2)</script>"):
        live.run(HTML, TABLE.replace("<table", f"{active}<table"))
        expect(live.output(HTML).locator("table")).to_have_count(0)
        expect(live.output(HTML)).to_contain_text("Table object")


def test_reset_brings_back_the_code_and_the_outputs_of_the_book(live):
    live.run(SECRET, "print('mine')")
    expect(live.output(SECRET)).to_have_text("mine")
    live.button(SECRET, "Reset").click()
    expect(live.cell(SECRET).locator(".cm-content")).to_have_text('print("secret:", secret)')
    expect(live.output(SECRET)).to_have_text("")


def test_an_endless_loop_is_stopped_and_python_starts_afresh(live):
    live.run(TOTAL, "total = 1")
    live.write(PRINTED, "while True:\n    print('x' * 1000)")
    live.button(PRINTED, "Run").click()
    expect(live.output(PRINTED)).to_contain_text("characters are shown")
    live.button(PRINTED, "Stop").click()
    expect(live.button(PRINTED, "Run")).to_be_visible()
    expect(live.status).to_have_text("Python is ready.")
    assert len(live.page.workers) == 1  # the other one is gone, and with it the loop
    live.run(PRINTED, "print(total)")
    expect(live.output(PRINTED)).to_contain_text("NameError")
    expect(live.output(PRINTED)).to_contain_text("choose “Run all to here”")


def test_python_that_broke_off_starts_afresh_with_the_next_cell(live):
    live.run(SECRET, "import os\nos._exit(3)")
    expect(live.status).to_contain_text("Python broke off: ")
    live.run(SECRET, "print('alive')")
    expect(live.output(SECRET)).to_have_text("alive")


def test_run_all_to_here_runs_what_stands_above(live):
    live.page.get_by_role("button", name="Restart Python").click()
    live.button(TOTAL, "Reset").click()
    live.button(PRINTED, "Reset").click()
    live.button(PRINTED, "Run all to here").click()
    expect(live.status).to_have_text("Cells 1 to 2 have run.")
    expect(live.output(PRINTED)).to_have_text("total: 20")


def test_a_cell_that_needs_what_no_browser_has_says_so(live):
    expect(live.cell(ELSEWHERE)).to_contain_text("cannot run in a browser: it needs scipy")
    expect(live.cell(ELSEWHERE).get_by_role("button", name="Run")).to_have_count(0)


def test_the_code_of_a_solution_runs(live):
    live.page.locator("summary", has_text="Solution").click()
    live.run(SOLUTION)
    expect(live.output(SOLUTION)).to_have_text("doubled: 42")


def test_the_books_package_is_imported_from_the_site_with_what_it_needs(live):
    live.run(PACKAGE)
    expect(live.output(PACKAGE)).to_have_text("['a', 'b']")
    fetched = [url for url in live.requests if ".whl" in url]
    assert {re.search(r"(\w+)-[^/]*$", url)[1] for url in fetched} >= {"mathforml", "numpy"}
    assert all(url.startswith(live.address) for url in fetched)


def test_an_altair_chart_is_drawn_with_its_control(live):
    live.run(CHART)
    chart = live.output(CHART).locator(".chart.drawn")
    points = chart.locator(".mark-symbol path")
    expect(points).to_have_count(2)
    expect(chart.locator(".role-axis")).to_have_count(0)  # as the chart asked for
    slider = chart.get_by_role("slider", name="size")
    slider.press("Home")
    expect(points).to_have_count(0)
    assert chart.locator("output").inner_text() == "0"


def test_open_editors_follow_the_theme(live):
    def colours(theme: str) -> list[str]:
        live.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        editor = live.cell(HALVE).locator(".live-editor")
        word = editor.locator(".cm-line .k").first
        return [
            editor.evaluate("e => getComputedStyle(e).backgroundColor"),
            editor.evaluate("e => getComputedStyle(e).color"),
            word.evaluate("e => getComputedStyle(e).color"),
        ]

    live.button(HALVE, "Reset").click()
    light, dark = colours("light"), colours("dark")
    assert colours("light") == light
    assert all(before != after for before, after in zip(light, dark, strict=True))


def test_the_keyboard_alone_is_enough(open_live):
    live = open_live()
    page = live.page
    live.start_button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Run all cells")).to_be_focused()
    editor = live.cell(TOTAL).locator(".cm-content")
    for _ in range(10):
        page.keyboard.press("Tab")
        if editor.evaluate("e => e === document.activeElement"):
            break
    expect(editor).to_have_attribute("aria-label", re.compile("^Code of cell 1"))
    page.keyboard.press("Control+End")
    page.keyboard.type("\nprint(total + 1)")
    page.keyboard.press("Shift+Enter")
    expect(live.output(TOTAL)).to_have_text("21")
    page.keyboard.press("Tab")
    expect(live.button(TOTAL, "Run")).to_be_focused()


def test_the_page_stays_whole_where_workers_are_blocked(open_live):
    block = "window.Worker = class { constructor() { throw new Error('not allowed') } }"
    live = open_live(lambda context: context.add_init_script(block))
    live.start_button.click()
    expect(live.status).to_contain_text("Python cannot run here: the browser allows no worker")
    live.run(TOTAL)
    expect(live.status).to_contain_text("cannot run here")
    expect(live.cell(PRINTED).locator(".cm-content")).to_have_text('print("total:", total)')
    assert not live.errors


@pytest.mark.parametrize("part", ["pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip"])
def test_the_page_says_that_python_could_not_be_loaded(open_live, part):
    live = open_live(
        lambda context: context.route(f"**/pyodide/{part}", lambda route: route.abort())
    )
    live.start_button.click()
    expect(live.status).to_contain_text("Python cannot run here")
    expect(live.status).to_contain_text("The page itself is as it was.")
    expect(live.cell(PRINTED).locator(".cm-content")).to_have_text('print("total:", total)')
    assert {*live.errors} <= {"Failed to fetch"}  # which Pyodide lets go by in its worker


def before_the_worker(script: str):
    """Run a script in the worker before its own, so that it finds another browser."""

    def answer(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(response=whole, body=f"{script};\n{whole.text()}")

    return lambda context: context.route("**/worker-*.js", answer)


REFUSE = "WebAssembly.instantiateStreaming = async () => {{ throw new {} }}".format


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("delete globalThis.WebAssembly", "this browser has no WebAssembly."),
        (REFUSE("WebAssembly.CompileError('invalid type')"), "invalid type."),
        (REFUSE("RangeError('Out of memory')"), "Out of memory."),
    ],
    ids=["no WebAssembly", "old WebAssembly", "low memory"],
)
def test_the_page_says_what_the_browser_lacks(open_live, script, reason):
    live = open_live(before_the_worker(script))
    live.start_button.click()
    expect(live.status).to_contain_text(f"Python cannot run here: {reason}")
    advice = "close other tabs" in live.status.inner_text()
    assert advice == ("memory" in reason)
    assert not live.errors


def test_a_package_that_does_not_come_is_missed_where_it_is_imported(open_live):
    live = open_live(lambda context: context.route("**/*.whl", lambda route: route.abort()))
    live.start_button.click()
    expect(live.status).to_have_text("Python is ready.")
    live.run(PACKAGE)
    expect(live.output(PACKAGE)).to_contain_text(
        "ModuleNotFoundError: No module named 'mathforml'"
    )
    live.run(TOTAL, "print('plain Python runs')")
    expect(live.output(TOTAL)).to_have_text("plain Python runs")
    assert not live.errors


def test_the_page_says_that_the_editors_could_not_be_loaded(open_live):
    live = open_live(lambda context: context.route("**/live-*.js", lambda route: route.abort()))
    live.start_button.click()
    expect(live.status).to_contain_text("could not be loaded. Are you connected?")
    expect(live.start_button).to_be_enabled()
    expect(live.cell(PRINTED).locator("pre")).to_have_text('print("total:", total)')


def without_packages(public: dict | None):
    """Let the site say that it has no packages, and which public source it allows."""

    def answer(route: Route) -> None:
        settings = route.fetch().json()
        changed = {**settings, "available": [], "publicSource": public}
        route.fulfill(body=json.dumps(changed), content_type="application/json")

    return lambda context: context.route("**/live/settings.json", answer)


def test_a_site_without_the_packages_says_so(open_live):
    live = open_live(without_packages(None))
    live.start_button.click()
    note = live.page.locator(".live .live-note")
    expect(note).to_contain_text("has no altair and numpy: cells that use them cannot run")
    expect(note.get_by_role("button")).to_have_count(0)


def test_the_public_source_is_asked_only_when_the_reader_agrees(open_live):
    public = {
        "lock": "live/packages.json",
        "packages": "https://packages.example/full/",
        "available": ["altair", "numpy"],
    }
    live = open_live(without_packages(public))
    live.start_button.click()
    agree = live.page.get_by_role("button", name="Fetch them from packages.example")
    expect(agree).to_be_visible()
    assert not [url for url in live.requests if "packages.example" in url]
    live.page.context.route("https://packages.example/**", lambda route: route.abort())
    with live.page.context.expect_event(
        "request", lambda request: "packages.example/full/numpy" in request.url
    ):
        agree.click()
    expect(agree).to_have_count(0)
