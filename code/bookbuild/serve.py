"""`make serve`: the site on this machine, built again on every save and reloaded in the browser.

What is served is a copy of the last good site: nobody meets a half-built page, and a build that
fails changes nothing. Every build has a process of its own, so that it misses no change, not even
one in this package.
"""

from __future__ import annotations

import functools
import io
import shutil
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bookbuild.inputs import sources
from bookbuild.paths import BUILD, ROOT, SITE
from bookbuild.server import published_prefix

SERVED = BUILD / "served"
PORTS = range(8000, 8020)

# The page asks once a second which build is served.
# The script is a file of its own: the pages' content security policy allows no inline one.
RELOAD_SCRIPT = """\
const shown = new URL(document.currentScript.src).search.slice(1);
setInterval(async () => {
  const served = await fetch("/_served").then((answer) => answer.text(), () => shown);
  if (served !== shown) location.reload();
}, 1000);
"""


def snapshot() -> dict[Path, int]:
    """Return when each source was last changed, in nanoseconds."""
    times = {}
    for path in sources():
        try:
            times[path] = path.stat().st_mtime_ns
        except FileNotFoundError:  # an editor that saves by renaming, between the listing and here
            continue
    return times


class Handler(SimpleHTTPRequestHandler):
    """Serve the site, with the reload script added to each page on its way out."""

    def build_number(self) -> str:
        """Name the build that is served: the moment at which it was put in place."""
        folder = Path(self.directory)
        return str(folder.stat().st_mtime_ns) if folder.exists() else "none"

    def translate_path(self, path: str) -> str:
        """Find a file also under the path of the published site, which the 404 page names."""
        return super().translate_path("/" + path.removeprefix(published_prefix()))

    def send_head(self) -> io.BytesIO | io.BufferedReader | None:
        route = self.path.partition("?")[0]
        if route == "/_served":
            return self.send_body(self.build_number().encode(), "text/plain")
        if route == "/_reload.js":
            return self.send_body(RELOAD_SCRIPT.encode(), "text/javascript")
        page = Path(self.translate_path(self.path))
        if route.endswith("/"):
            page /= "index.html"
        if page.suffix != ".html":
            return super().send_head()
        status = HTTPStatus.OK
        if not page.is_file():
            status, page = HTTPStatus.NOT_FOUND, Path(self.directory, "404.html")
        if not page.is_file():
            return super().send_head()
        script = f'<script src="/_reload.js?{self.build_number()}" defer></script></head>'
        return self.send_body(
            page.read_bytes().replace(b"</head>", script.encode(), 1), "text/html", status
        )

    def send_body(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the terminal for what the build says."""


def open_server(site: Path, ports: range = PORTS) -> ThreadingHTTPServer:
    """Return a server of `site`, for this machine only, at the first free port of `ports`."""
    for port in ports:
        try:
            return ThreadingHTTPServer(
                ("127.0.0.1", port), functools.partial(Handler, directory=str(site))
            )
        except OSError:
            continue
    raise SystemExit(
        f"No port from {ports.start} to {ports.stop - 1} is free to serve the book at."
    )


def publish(site: Path, served: Path) -> None:
    """Put a copy of the finished `site` in the place of `served`."""
    fresh = served.with_name(f"{served.name}-new")
    for folder in (fresh, fresh.with_suffix(".old")):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, fresh)
    fresh.touch()  # the time by which pages know that they are no longer the newest
    if served.exists():
        served.rename(fresh.with_suffix(".old"))
    fresh.rename(served)
    shutil.rmtree(fresh.with_suffix(".old"), ignore_errors=True)


def build_and_publish() -> None:
    """Build the book in a process of its own; when that fails, leave what is served as it is."""
    if subprocess.run([sys.executable, "-m", "bookbuild", "book"], cwd=ROOT).returncode:
        print("Still serving the last good site; save a file to try again.", flush=True)
    else:
        publish(SITE, SERVED)


def serve() -> None:
    """Serve the book until Ctrl-C, and build it again whenever one of its sources changed."""
    shutil.rmtree(SERVED, ignore_errors=True)
    server = open_server(SERVED)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    built = None
    try:
        while True:
            now = snapshot()
            if now != built:
                # what is saved while this build runs differs from `now`, and starts the next one
                built = now
                build_and_publish()
                print(f"http://localhost:{server.server_port}  (Ctrl-C stops)", flush=True)
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.shutdown()
