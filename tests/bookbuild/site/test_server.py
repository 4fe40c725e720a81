"""The server of the built site: what it says of a browser that hangs up, and of a fault."""

from __future__ import annotations

import pytest
from bookbuild.site.server import SiteHandler, SiteServer


@pytest.fixture
def server():
    with SiteServer(("127.0.0.1", 0), SiteHandler) as server:
        yield server


@pytest.mark.parametrize(
    ("fault", "told"),
    [(BrokenPipeError(), False), (ConnectionResetError(), False), (ValueError("a fault"), True)],
)
def test_a_browser_may_hang_up_and_a_fault_is_told(server, capfd, fault, told):
    try:
        raise fault
    except Exception:
        server.handle_error(None, ("127.0.0.1", 1))
    assert bool(capfd.readouterr().err) == told
