"""Decide which pages a build reads and writes anew, so that the site is that of a full build.

A page is *read* again when its text changed, or its outputs, or a file of which Sphinx noted that
the page was made from it. A page is *written* again when it was read again, or when any page now
says something else to the others: its title, a label, a number, a term with its definition. What
pages say to each other is compared as a whole, so nothing depends on knowing who uses what.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext import viewcode

from bookbuild.paths import BOOK, BUILD, ROOT
from bookbuild.sources import inputs

# what Sphinx's environment holds for others than the page itself
SHARED = (
    *("titles", "longtitles", "tocs", "toctree_includes", "toc_num_entries"),
    *("toc_secnumbers", "toc_fignumbers", "numbered_toctrees"),
    *("sphinx_exercise_registry", "proof_list", "shown_code", "definitions"),
)


def canonical(value: Any) -> Iterator[str]:
    """Yield a text of a value that does not depend on the order in which pages were read."""
    if isinstance(value, dict):
        items = sorted((repr(key), key) for key in value)
        for text, key in items:
            yield f"{text}:"
            yield from canonical(value[key])
        yield ";"
    elif isinstance(value, set | frozenset):
        yield from sorted("".join(canonical(part)) for part in value)
        yield ";"
    elif isinstance(value, list | tuple):
        for part in value:
            yield from canonical(part)
        yield ";"
    elif isinstance(value, nodes.Element):
        # others show the title of an exercise or a proof, not what is in it
        titles = [child for child in value if isinstance(child, nodes.title)]
        yield value.starttag()
        yield from (part.pformat() for part in titles or value)
    elif type(value).__repr__ is object.__repr__:  # would say where in memory it is
        yield type(value).__name__
        yield from canonical(vars(value))
    else:
        yield repr(value)


def shared(env: BuildEnvironment) -> str:
    """Hash all that pages say to each other."""
    digest = hashlib.sha256()
    parts = {name: getattr(env, name, None) for name in SHARED} | {"domains": env.domaindata}
    for text in canonical(parts):
        digest.update(text.encode())
    return digest.hexdigest()


def sources_of(env: BuildEnvironment, page: str) -> set[str]:
    """Return the files that a page is made from, as paths from the root of the project."""
    files = {BOOK / f"{page}.md", *(Path(env.srcdir, name) for name in env.dependencies[page])}
    return {
        file.resolve().relative_to(ROOT).as_posix()
        for file in files
        if file.resolve().is_relative_to(ROOT)
    }


def listing(app: Sphinx, module: str) -> Path:
    """Return the file of the page with the code of a module."""
    return Path(app.outdir, "_modules", f"{module.replace('.', '/')}.html")


def remove_listings(app: Sphinx) -> None:
    """Have the pages with the code of the modules written again."""
    shutil.rmtree(Path(app.outdir, "_modules"), ignore_errors=True)


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages that must be read again, whatever the times of their files say."""
    now, before = inputs.fingerprints(), getattr(env, "read_inputs", {})
    env.read_inputs = now
    different = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
    if any(map(inputs.is_module, different)):
        remove_listings(app)
    return [page for page in env.found_docs if sources_of(env, page) & different]


def in_reading_order(env: BuildEnvironment) -> None:
    """Order what sphinxcontrib-bibtex lists by page as a full build would: a page that was read
    again would otherwise come last."""
    citations = env.domaindata.get("cite", {})
    citations.get("citation_refs", []).sort(key=lambda reference: reference.docname)


def written_too(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that must be written again because another page changed."""
    in_reading_order(env)
    now, before = shared(env), getattr(env, "shared_digest", None)
    env.shared_digest = now
    if now == before:
        return []
    remove_listings(app)
    return sorted(env.found_docs)


def keep_compiled_templates(app: Sphinx) -> None:
    """Compile the theme's templates once, and not in every build."""
    folder = BUILD / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(folder)


def register(app: Sphinx) -> None:
    # Sphinx would import every module to compare the time of its file: 4 CPU seconds a build
    viewcode.should_generate_module_page = lambda app, name: not listing(app, name).exists()
