"""What a page weighs for a reader, compressed as a host would, and how fast it is on a phone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from statistics import median

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bookbuild.audit import CATEGORIES, install_tools, lighthouse_scores
from bookbuild.bench.tables import print_table
from bookbuild.browser import FLAGS, find_chromium
from bookbuild.paths import BUILD, SITE
from bookbuild.server import serve_site

# what Playwright calls the kinds of requests; "other" holds pictures and the data of charts
TEXT_PARTS = {"document": "HTML", "stylesheet": "CSS", "script": "scripts", "font": "fonts"}
MOST_KB = 160  # of a page without its pictures
MOST_REQUESTS = 20
MOST_SEARCH_KB = 200  # from the search field to the first results
LEAST_PERFORMANCE = 90
RUNS = 5  # of Lighthouse, whose scores differ from run to run


def pages() -> list[str]:
    """Return the front page and the chapters, as paths in the site."""
    summary = BUILD / "summary.json"
    if not summary.exists():
        raise SystemExit("There is no site to measure: run `make book` first.")
    return ["index.html", *(f"{name}.html" for name in json.loads(summary.read_text("utf-8")))]


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


def bench_weight(browser: Browser, address: str) -> list[str]:
    """Print what a first visit to each page transfers; return what is over its limit."""
    rows, missed = [], []
    for path in pages():
        _, requests = open_first(browser, address + path)
        weights = kilobytes(requests)
        parts = [weights[kind] for kind in TEXT_PARTS.values()]
        sizes = [f"{size:.0f}" for size in (*parts, sum(parts), weights["other"])]
        rows.append((path, *sizes, len(requests)))
        if sum(parts) > MOST_KB:
            missed.append(f"{path} weighs {sum(parts):.0f} kB, more than {MOST_KB}")
        if len(requests) > MOST_REQUESTS:
            missed.append(f"{path} makes {len(requests)} requests, more than {MOST_REQUESTS}")
    head = ("first visit, kB in gzip", *TEXT_PARTS.values(), "sum", "other", "requests")
    print_table(head, rows)
    return missed


def bench_search(browser: Browser, address: str) -> list[str]:
    """Print what the first search transfers after the front page; return it if it is too much."""
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
    print_table(("first search", "kB", "requests"), [("", f"{total:.0f}", len(fetched))])
    if total > MOST_SEARCH_KB:
        return [f"the first search transfers {total:.0f} kB, more than {MOST_SEARCH_KB}"]
    return []


def bench_lighthouse(address: str, chromium: str) -> list[str]:
    """Print Lighthouse's median scores of each page for a phone; return what is too slow."""
    install_tools()
    rows, missed = [], []
    for path in pages():
        report = BUILD / "lighthouse" / f"{path.removesuffix('.html').replace('/', '-')}.json"
        report.parent.mkdir(parents=True, exist_ok=True)
        runs = [lighthouse_scores(address + path, chromium, report) for _ in range(RUNS)]
        scores = {name: median(run[name] for run in runs) for name in CATEGORIES}
        rows.append((path, *scores.values()))
        if scores["performance"] < LEAST_PERFORMANCE:
            speed = f"{scores['performance']} of 100 for performance"
            missed.append(f"{path} has {speed}, less than {LEAST_PERFORMANCE}")
    print_table((f"Lighthouse, mobile, median of {RUNS}", *CATEGORIES), rows)
    return missed


def bench_pages() -> list[str]:
    """Measure the pages of the built site, and return which targets are missed."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium on the PATH; name one in CHROMIUM=/path/to/chromium.")
    pages()
    with serve_site(SITE) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            missed = [*bench_weight(browser, address), *bench_search(browser, address)]
            browser.close()
        return missed + bench_lighthouse(address, chromium)
