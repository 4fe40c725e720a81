"""Serve a built site as a good host would: right types, gzip, and the site's own 404 page."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bookbuild.sources.addresses import site_path

# the tables of some systems lack these, or name them otherwise
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


def content_type(path: Path) -> str:
    """Return the media type of a file, with the charset when it is text."""
    kind = (
        TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    )
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def is_compressible(kind: str) -> bool:
    """Tell whether a host would compress this type: fonts and pictures are packed already."""
    return kind.startswith("text/") or any(word in kind for word in ("json", "svg", "wasm"))


@cache
def compressed(path: Path, changed: int) -> bytes:
    """Return a file's content in gzip; `changed` (its time stamp) keeps the cache fresh."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class SiteHandler(SimpleHTTPRequestHandler):
    """Answer GET and HEAD from the folder `directory`, which the host shows under `prefix`."""

    protocol_version = "HTTP/1.1"
    prefix = "/"
    cache_control = "max-age=600"

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def find(self) -> Path | None:
        """Return the file that the request asks for, or None when the site has no such file."""
        if not self.path.startswith(self.prefix):
            return None
        path = Path(self.translate_path("/" + self.path.removeprefix(self.prefix)))
        if path.is_dir():
            path /= "index.html"
        return path if path.is_file() else None

    def read(self, path: Path, packed: bool) -> bytes:
        """Return what a file has to say, in gzip where the request and its type allow that."""
        return compressed(path, path.stat().st_mtime_ns) if packed else path.read_bytes()

    def answer(self, with_body: bool) -> None:
        found = self.find()
        path = found or Path(self.directory) / "404.html"
        if not path.is_file():  # there is no site yet
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = content_type(path)
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and is_compressible(kind)
        body = self.read(path, packed)
        self.send(body, kind, found is not None, packed, with_body)

    def send(
        self, body: bytes, kind: str, found: bool = True, packed: bool = False, whole: bool = True
    ) -> None:
        """Send an answer: its headers, and its body when it is `whole`."""
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", self.cache_control)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if whole:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: tests and measurements make thousands of requests."""


class SiteServer(ThreadingHTTPServer):
    """A server that lets a browser hang up before it has all."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Serve a site on a free port of this machine, at the path that it is published under.

    Yields the address of the front page, with a final slash.
    """
    if not (folder / "404.html").is_file():
        raise FileNotFoundError(f"no built site in {folder} (no 404.html): run `make book` first")
    prefix = site_path()
    handler = type("Handler", (SiteHandler,), {"prefix": prefix})
    server = SiteServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
