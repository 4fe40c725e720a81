"""What axe-core finds on a page: it knows the rules of WCAG 2.2 AA that a machine can check."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuild.paths import FRONTEND
from playwright.sync_api import Page

from support.frames import settle

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ON_COLOURS = ("color-contrast", "link-in-text-block")
LAY_OUT_ALL = "section { content-visibility: visible !important }"  # also what is not near yet
HEIGHT = 900

FIND_VIOLATIONS = """async ([exclude, only, without]) => {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const { violations } = await axe.run({ exclude }, { runOnly: only, rules });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) =>
            `${id} at ${target}: ${html.slice(0, 200)} (${failureSummary})`));
}"""


def load(page: Page) -> None:
    """Make a page ready to be looked at as a whole."""
    page.add_style_tag(content=LAY_OUT_ALL)
    page.evaluate(AXE.read_text(encoding="utf-8"))


def violations(
    page: Page,
    width: int,
    only: Sequence[str] = LEVELS,
    without: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> list[str]:
    """Return what axe finds at a width: asking some rules, without others, leaving out parts."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    settle(page)  # which sets tab stops on what scrolls
    found = page.evaluate(FIND_VIOLATIONS, [list(exclude), list(only), list(without)])
    return [f"at {width} pixels: {violation}" for violation in found]
