"""Wait for the browser, and not for a time."""

from __future__ import annotations

from playwright.sync_api import Page

TWO_FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))"


def settle(page: Page) -> None:
    """Wait until the page was laid out and drawn, and told its observers what moved."""
    page.evaluate(TWO_FRAMES)
