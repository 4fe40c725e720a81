"""The list of steps is what Sphinx acts by."""

from __future__ import annotations

import pytest
from bookbuild import extension
from bookbuild.extension import SPHINX, STEPS


def test_steps_act_in_the_order_of_the_list(build_book):
    """Before what Sphinx and its extensions do, or after it, in their own order."""
    app = build_book({"index": "# Index\n"}).app
    for event, steps in STEPS.items():
        if event not in app.events.events:  # of an extension that this book does not have
            continue
        before = len(app.events.listeners.get(event, ()))
        theirs = {listener.priority for listener in app.events.listeners.get(event, ())}
        extension.connect(app, {event: steps})
        ours = [
            listener
            for listener in sorted(app.events.listeners[event], key=lambda found: found.priority)
            if listener.handler in steps
        ]
        assert len(app.events.listeners[event]) == before + len(steps) - 1
        assert [listener.handler for listener in ours] == [step for step in steps if step]
        for listener in ours:
            is_before = steps.index(listener.handler) < steps.index(SPHINX)
            assert all((listener.priority < other) == is_before for other in theirs)


@pytest.mark.parametrize("event", STEPS)
def test_every_list_says_where_sphinx_acts(event):
    assert STEPS[event].count(SPHINX) == 1
