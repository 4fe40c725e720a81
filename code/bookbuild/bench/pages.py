"""What a page weighs for a reader, compressed as a host would, and how fast it is on a phone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from statistics import median

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bookbuild.audit import CATEGORIES, install_tools, lighthouse_scores
from bookbuild.bench.tables import Report
from bookbuild.browser import FLAGS, find_chromium
from bookbuild.chapters import chapters
from bookbuild.paths import BUILD, SITE
from bookbuild.server import serve_site

# what Playwright calls the kinds of requests; "other" holds pictures and the data of charts
TEXT_PARTS = {"document": "HTML", "stylesheet": "CSS", "script": "scripts", "font": "fonts"}
MOST_KB = 160  # of a page without its pictures
MOST_REQUESTS = 20
MOST_SEARCH_KB = 200  # from the search field to the first results
MOST_LIVE_MB = 8  # of Python and the editors, from the click to the first output
LONGEST_LIVE = 15  # seconds for the same, on a machine that does nothing else
LEAST_PERFORMANCE = 90
RUNS = 5  # of Lighthouse, whose scores differ from run to run


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
    return page, requests


def bench_weight(report: Report, browser: Browser, address: str) -> None:
    """Report what a first visit to each page transfers."""
    rows = []
    for path in pages():
        _, requests = open_first(browser, address + path)
        weights = kilobytes(requests)
        parts = [weights[kind] for kind in TEXT_PARTS.values()]
        sizes = [f"{size:.0f}" for size in (*parts, sum(parts), weights["other"])]
        rows.append((path, *sizes, len(requests)))
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


def bench_live(report: Report, browser: Browser, address: str) -> None:
    """Report how long a reader waits for the first output of code that runs in the page."""
    path = next(path for path in pages() if path != "index.html")
    page, requests = open_first(browser, address + path)
    known = {request.url for request in requests}
    started = time.monotonic()
    page.get_by_role("button", name="Run the code on this page").click()
    cell = page.locator("div.cell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("print(1 + 1)")
    page.keyboard.press("Shift+Enter")
    cell.locator(".live-stdout").wait_for(timeout=LONGEST_LIVE * 4000)
    seconds = time.monotonic() - started
    fetched = {request.url for request in requests} - known
    # what a worker fetches is not told to the end: asked of the server
    answers = [page.request.head(url, headers={"Accept-Encoding": "gzip"}) for url in fetched]
    total = sum(int(answer.headers["content-length"]) for answer in answers) / 1e6
    rows = [(path, f"{seconds:.1f}", f"{total:.1f}", len(fetched))]
    title = f"First output of code in the page: at most {LONGEST_LIVE} s and {MOST_LIVE_MB} MB"
    note = (
        "From the click on “Run the code on this page” to the first output, with an empty cache. "
        "A chapter's packages, such as NumPy, come on top where the site has them."
    )
    report.add(title, ("page", "seconds", "MB", "requests"), rows, note)
    if seconds > LONGEST_LIVE:
        report.missed.append(f"the first output took {seconds:.1f} s: at most {LONGEST_LIVE}")
    if total > MOST_LIVE_MB and not any(url.endswith("wasm32.whl") for url in fetched):
        report.missed.append(f"Python in the page takes {total:.1f} MB: at most {MOST_LIVE_MB}")


def bench_lighthouse(report: Report, address: str, chromium: str) -> None:
    """Report Lighthouse's median scores of each page for a phone."""
    install_tools()
    rows = []
    for path in pages():
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
        f"search engines can read them. Performance is to be at least {LEAST_PERFORMANCE}."
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
            bench_weight(report, browser, address)
            bench_search(report, browser, address)
            bench_live(report, browser, address)
            browser.close()
        bench_lighthouse(report, address, chromium)
