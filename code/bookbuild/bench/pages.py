"""What a page weighs for a reader, compressed as a host would, and how fast it is on a phone."""

from __future__ import annotations

import json
from collections import Counter

from playwright.sync_api import Page, sync_playwright

from bookbuild.audit import CATEGORIES, install_tools, lighthouse_scores
from bookbuild.bench.tables import print_table
from bookbuild.browser import FLAGS, find_chromium
from bookbuild.paths import BUILD, SITE
from bookbuild.server import serve_site

# what Playwright calls the kinds of requests; "other" holds pictures and the data of charts
TEXT_PARTS = {"document": "HTML", "stylesheet": "CSS", "script": "scripts", "font": "fonts"}


def pages() -> list[str]:
    """Return the front page and the chapters, as paths in the site."""
    summary = BUILD / "summary.json"
    if not summary.exists():
        raise SystemExit("There is no site to measure: run `make book` first.")
    return ["index.html", *(f"{name}.html" for name in json.loads(summary.read_text("utf-8")))]


def weigh(page: Page, address: str) -> Counter[str]:
    """Return the bytes that opening an address transfers, by kind, and the number of requests."""
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    weights = Counter(requests=len(requests))
    for request in requests:
        kind = TEXT_PARTS.get(request.resource_type, "other")
        weights[kind] += request.sizes()["responseBodySize"]
    return weights


def bench_weight(address: str, chromium: str) -> None:
    """Print what a first visit to each page transfers, in kB."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for path in pages():
            # a fresh context has an empty cache
            weights = weigh(browser.new_context().new_page(), address + path)
            parts = [weights[kind] for kind in TEXT_PARTS.values()]
            sizes = [f"{size / 1000:.0f}" for size in (*parts, sum(parts), weights["other"])]
            rows.append((path, *sizes, weights["requests"]))
        browser.close()
    head = ("first visit, kB in gzip", *TEXT_PARTS.values(), "sum", "other", "requests")
    print_table(head, rows)


def bench_lighthouse(address: str, chromium: str) -> None:
    """Print Lighthouse's scores of each page for a phone on a slow network."""
    install_tools()
    rows = []
    for path in pages():
        report = BUILD / "lighthouse" / f"{path.removesuffix('.html').replace('/', '-')}.json"
        report.parent.mkdir(parents=True, exist_ok=True)
        rows.append((path, *lighthouse_scores(address + path, chromium, report).values()))
    print_table(("Lighthouse, mobile", *CATEGORIES), rows)


def bench_pages() -> None:
    """Measure the pages of the built site."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium on the PATH; name one in CHROMIUM=/path/to/chromium.")
    pages()
    with serve_site(SITE) as address:
        bench_weight(address, chromium)
        bench_lighthouse(address, chromium)
