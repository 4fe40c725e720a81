"""`make serve`: the site on this machine, built again on every save and reloaded in the browser.

What is served is a copy of the last good site: nobody meets a half-built page, and a build that
fails changes nothing. Every build has a process of its own, so that it misses no change, not even
one in this package.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

from bookbuild.paths import BUILD, ROOT, SITE
from bookbuild.site.server import SiteHandler, SiteServer
from bookbuild.sources.addresses import site_path
from bookbuild.sources.inputs import sources

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


class Handler(SiteHandler):
    """Serve the site, with the reload script added to each page on its way out."""

    cache_control = "no-store"

    def build_number(self) -> str:
        """Name the build that is served: the moment at which it was put in place."""
        folder = Path(self.directory)
        return str(folder.stat().st_mtime_ns) if folder.exists() else "none"

    def find(self) -> Path | None:
        """Find a file also under the path of the published site, which the 404 page names."""
        self.path = "/" + self.path.removeprefix(site_path()).removeprefix("/")
        return super().find()

    def read(self, path: Path, packed: bool) -> bytes:
        if path.suffix != ".html":
            return super().read(path, packed)
        script = f'<script src="/_reload.js?{self.build_number()}" defer></script></head>'
        page = path.read_bytes().replace(b"</head>", script.encode(), 1)
        return gzip.compress(page) if packed else page

    def answer(self, with_body: bool) -> None:
        route = self.path.partition("?")[0]
        if route == "/_served":
            self.send(self.build_number().encode(), "text/plain", whole=with_body)
        elif route == "/_reload.js":
            self.send(RELOAD_SCRIPT.encode(), "text/javascript", whole=with_body)
        else:
            super().answer(with_body)


def open_server(site: Path, ports: range = PORTS) -> SiteServer:
    """Return a server of `site`, for this machine only, at the first free port of `ports`."""
    for port in ports:
        try:
            return SiteServer(("127.0.0.1", port), partial(Handler, directory=str(site)))
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
