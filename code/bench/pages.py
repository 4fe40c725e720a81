"""What a page weighs for a reader, compressed as a host would, and how fast it is on a phone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from statistics import median

from bookbuild.commands.wheels import missing
from bookbuild.paths import BUILD, SITE
from bookbuild.site.server import serve_site
from bookbuild.sources.chapters import chapters
from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench.chromium import FLAGS, find_chromium
from bench.lighthouse import CATEGORIES, install_lighthouse, lighthouse_scores
from bench.tables import Report

# what Playwright calls the kinds of requests; "other" holds pictures and the data of charts
TEXT_PARTS = {"document": "HTML", "stylesheet": "CSS", "script": "scripts", "font": "fonts"}
MOST_KB = 160  # of a page without its pictures
MOST_REQUESTS = 20
MOST_SEARCH_KB = 200  # from the search field to the first results
MOST_LIVE_MB = 8  # of Python and the editors, from the click to the first output
MOST_LIVE = 2  # times what Pyodide alone takes for the same, in the same browser
PATIENCE = 300_000  # milliseconds
PLAIN = "print(1 + 1)"
FIGURES = f"from mathforml import figures\n{PLAIN}"  # what most chapters begin with
DRAWN = "new Promise(requestAnimationFrame).then(() => document.fonts.ready).then(() => null)"
LEAST_PERFORMANCE = 90
RUNS = 3  # of what differs from run to run
ALONE = """async (address) => {
  const { loadPyodide } = await import(`${address}pyodide/pyodide.mjs`);
  const lock = await (await fetch(`${address}live/packages.json`)).json();
  const options = { indexURL: `${address}pyodide/`, lockFileContents: lock };
  return (await loadPyodide(options)).runPython("1 + 1");
}"""


def pages() -> list[str]:
    """Return the front page and the chapters, as paths in the site."""
    return ["index.html", *(f"{name}.html" for name in chapters())]


def kilobytes(requests: Iterable[Request]) -> Counter[str]:
    """Return what requests transferred, in kB, by kind."""
    weights = Counter()
    for request in requests:
        kind = TEXT_PARTS.get(request.resource_type, "other")
        weights[kind] += max(0, request.sizes()["responseBodySize"]) / 1000
    return weights


def open_first(browser: Browser, address: str) -> tuple[Page, list[Request]]:
    """Open an address with an empty cache; return the page, and its requests as they come."""
    page = browser.new_context().new_page()
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    page.evaluate(DRAWN)  # a busy machine is idle on the network before it asks for the fonts
    page.wait_for_load_state("networkidle")
    return page, requests


def bench_weight(report: Report, browser: Browser, address: str) -> dict[str, float]:
    """Report what a first visit to each page transfers; return its kB without the pictures."""
    rows, sums = [], {}
    for path in pages():
        _, requests = open_first(browser, address + path)
        weights = kilobytes(requests)
        parts = [weights[kind] for kind in TEXT_PARTS.values()]
        sizes = [f"{size:.0f}" for size in (*parts, sum(parts), weights["other"])]
        rows.append((path, *sizes, len(requests)))
        sums[path] = sum(parts)
        if sum(parts) > MOST_KB:
            report.missed.append(f"{path} weighs {sum(parts):.0f} kB, more than {MOST_KB}")
        if len(requests) > MOST_REQUESTS:
            report.missed.append(
                f"{path} makes {len(requests)} requests, more than {MOST_REQUESTS}"
            )
    head = ("page", *TEXT_PARTS.values(), "sum", "other", "requests")
    title = f"First visit in kB, compressed: the sum at most {MOST_KB}"
    note = (
        "The sum is that of HTML, CSS, scripts and fonts; pictures and the data of charts are "
        f"“other”. Requests are the files that a browser asks for, at most {MOST_REQUESTS}."
    )
    report.add(title, head, rows, note)
    return sums


def bench_search(report: Report, browser: Browser, address: str) -> None:
    """Report what the first search transfers after the front page."""
    page, requests = open_first(browser, address)
    known = {request.url for request in requests}
    page.keyboard.press("Control+k")
    page.keyboard.type("gradient descent")
    page.keyboard.press("Enter")
    page.locator("#search-found li").first.wait_for()
    page.wait_for_load_state("networkidle")
    fetched = {request.url for request in requests} - known
    # asked of the server, because a browser does not say what a worker's script weighs
    answers = [page.request.head(url, headers={"Accept-Encoding": "gzip"}) for url in fetched]
    total = sum(int(answer.headers["content-length"]) for answer in answers) / 1000
    rows = [("gradient descent", f"{total:.0f}", len(fetched))]
    title = f"First search, compressed: at most {MOST_SEARCH_KB} kB"
    note = "What a browser fetches when a reader searches the book for the first time."
    report.add(title, ("searched for", "kB", "requests"), rows, note)
    if total > MOST_SEARCH_KB:
        report.missed.append(
            f"the first search transfers {total:.0f} kB: at most {MOST_SEARCH_KB}"
        )


def first_output(browser: Browser, address: str, code: str) -> tuple[float, float, int]:
    """Run code in the first cell of a page, with an empty cache.

    Returns
    -------
    seconds : float
        From the click on the button to the first output.
    megabytes : float
        What the browser fetched in that time, compressed.
    requests : int
        How many files that were.
    """
    page, requests = open_first(browser, address)
    known = {request.url for request in requests}
    started = time.monotonic()
    page.get_by_role("button", name="Run the code on this page").click()
    cell = page.locator("div.cell:not(:has(details))").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    cell.locator(".live-stdout").wait_for(timeout=PATIENCE)
    seconds = time.monotonic() - started
    fetched = {request.url for request in requests} - known
    # what a worker fetches is not told to the end: asked of the server
    answers = [page.request.head(url, headers={"Accept-Encoding": "gzip"}) for url in fetched]
    total = sum(int(answer.headers["content-length"]) for answer in answers)
    return seconds, total / 1e6, len(fetched)


def pyodide_alone(browser: Browser, address: str) -> float:
    """Return the seconds in which an empty page computes something in Pyodide, the first time."""
    page = browser.new_context().new_page()
    empty = {"body": "<title>Pyodide alone</title>", "content_type": "text/html"}
    page.route(address + "alone.html", lambda route: route.fulfill(**empty))
    page.goto(address + "alone.html")
    started = time.monotonic()
    page.evaluate(ALONE, address)
    return time.monotonic() - started


def bench_live(report: Report, browser: Browser, address: str) -> None:
    """Report how long a reader waits for the first output of code that runs in the page."""
    path = next(path for path in pages() if path != "index.html")
    # in turn, so that a busy moment hits both
    runs = [
        (pyodide_alone(browser, address), *first_output(browser, address + path, PLAIN))
        for _ in range(RUNS)
    ]
    alone, seconds, total, files = map(min, zip(*runs, strict=True))
    ratio = seconds / alone
    rows = [
        ("Pyodide alone, in an empty page", "1.0", f"{alone:.1f}", "", ""),
        (f"plain Python, on {path}", f"{ratio:.1f}", f"{seconds:.1f}", f"{total:.1f}", files),
    ]
    if ratio > MOST_LIVE:
        report.missed.append(
            f"the first output takes {ratio:.1f} times as long as Pyodide alone: at most "
            f"{MOST_LIVE}"
        )
    absent = missing(SITE)
    if absent:
        if total > MOST_LIVE_MB:
            report.missed.append(
                f"Python in the page takes {total:.1f} MB: at most {MOST_LIVE_MB}"
            )
        which = (
            f"This site was built without {', '.join(absent)}, so what chapters need beyond that "
            "could not be measured."
        )
    else:
        figures, total, files = first_output(browser, address + path, FIGURES)
        row = (f"{figures / alone:.1f}", f"{figures:.1f}", f"{total:.1f}", files)
        rows.append((f"figures, on {path}", *row))
        which = (
            "Figures are those of the book, with NumPy and all else that a chapter begins with. "
            "This site has these packages, and a browser fetches them from the click on, so that "
            "their MB can be part of both; the target is that of a site without them."
        )
    note = (
        "From the click on “Run the code on this page” to the first output, with an empty cache, "
        f"the best of {RUNS}. Plain Python is `{PLAIN}`, which waits for no package. It may take "
        f"{MOST_LIVE} times as long as Pyodide, the Python of browsers, takes alone in an empty "
        f"page: that part is not ours. {which}"
    )
    title = f"First output of code in the page: at most {MOST_LIVE_MB} MB"
    report.add(title, ("code", "ratio", "seconds", "MB", "requests"), rows, note)


def representative(weights: dict[str, float]) -> list[str]:
    """Return the front page, the lightest chapter and the heaviest."""
    first, *others = weights
    return list(dict.fromkeys([first, min(others, key=weights.get), max(others, key=weights.get)]))


def bench_lighthouse(report: Report, address: str, chromium: str, paths: list[str]) -> None:
    """Report Lighthouse's median scores of some pages for a phone."""
    install_lighthouse()
    rows = []
    for path in paths:
        full = BUILD / "lighthouse" / f"{path.removesuffix('.html').replace('/', '-')}.json"
        full.parent.mkdir(parents=True, exist_ok=True)
        runs = [lighthouse_scores(address + path, chromium, full) for _ in range(RUNS)]
        scores = {name: median(run[name] for run in runs) for name in CATEGORIES}
        rows.append((path, *scores.values()))
        if scores["performance"] < LEAST_PERFORMANCE:
            speed = f"{scores['performance']} of 100 for performance"
            report.missed.append(f"{path} has {speed}, less than {LEAST_PERFORMANCE}")
    title = f"Lighthouse's scores for a phone on a slow network, medians of {RUNS} runs"
    note = (
        "Lighthouse is a program by Google that judges pages, from 0 to 100; “seo” is how well "
        f"search engines can read them. Performance is to be at least {LEAST_PERFORMANCE}. The "
        "pages are the front page and, of the chapters, the one that weighs least and the one "
        "that weighs most: all others are made in the same way."
    )
    report.add(title, ("page", *CATEGORIES), rows, note)


def bench_pages(report: Report) -> None:
    """Report what the pages of the built site weigh, and how fast they are."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium on the PATH; name one in CHROMIUM=/path/to/chromium.")
    with serve_site(SITE) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            weights = bench_weight(report, browser, address)
            bench_search(report, browser, address)
            bench_live(report, browser, address)
            browser.close()
        bench_lighthouse(report, address, chromium, representative(weights))
