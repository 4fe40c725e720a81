"""Describe a parameter once: a family of functions takes its description from one of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

Function = TypeVar("Function", bound=Callable)

# the entries of a section run to the next heading, which is a line with another of hyphens below
SECTION = re.compile(r"^Parameters\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}$|\Z)", re.M | re.S)
SHAPE = re.compile(r"\b((of|the|that) shape|scalar)\b", re.I)
RESULT = re.compile(r"^(?:Returns|Yields)\n-+\n.*?(?=^\S[^\n]*\n-{3,}$|\Z)", re.M | re.S)


def parameters_like(*sources: Callable) -> Callable[[Function], Function]:
    """Decorate a function: parameters that it shares with `sources` are described as there.

    What the function's own docstring describes stays; of several sources the first counts. The
    section Parameters then has an entry for each parameter, in the order of the signature; it may
    be left out where all are shared. So may Returns or Yields, where a source whose annotation is
    the same has it, and the function's own docstring says no other shape.
    """

    def decorate(function: Function) -> Function:
        doc = inspect.getdoc(function)
        if doc is None:  # Python -OO
            return function
        docs = [inspect.getdoc(source) for source in sources]
        described = {name: text for each in (*docs[::-1], doc) for name, text in _entries(each)}
        texts: dict[str, list[str]] = {}  # of the entries, with the names that share each
        for name in inspect.signature(function).parameters:
            texts.setdefault(described[name], []).append(name)
        entries = [f"{', '.join(names)} : {text}" for text, names in texts.items()]
        section = "\n".join(("Parameters", "----------", *entries, "", "")) if entries else ""
        gives = inspect.signature(function).return_annotation
        if not RESULT.search(doc) and not SHAPE.search(SECTION.sub("", doc)):
            found = (
                RESULT.search(each)
                for each, source in zip(docs, sources, strict=True)
                if inspect.signature(source).return_annotation == gives
            )
            result = next(filter(None, found), None)
            section = f"{section}{result[0].rstrip()}\n\n" if result else section
        if SECTION.search(doc):
            doc = SECTION.sub(lambda _: section, doc)
        else:
            summary, _, rest = doc.partition("\n\n")
            prose, heading, sections = _before_sections(rest)
            doc = "\n\n".join(filter(None, (summary, prose, section.strip(), heading + sections)))
        function.__doc__ = doc
        return function

    return decorate


def _before_sections(text: str) -> tuple[str, str, str]:
    """Split a docstring at its first heading."""
    heading = re.search(r"^\S[^\n]*\n-{3,}$", text, re.M)
    if heading is None:
        return text.strip(), "", ""
    return text[: heading.start()].strip(), heading[0], text[heading.end() :]


def _entries(doc: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each parameter with what its section says, type first."""
    section = SECTION.search(doc)
    found = re.split(r"^(?=\S)", section[1], flags=re.M) if section else []
    parts = [entry.rstrip().partition(" : ") for entry in filter(str.strip, found)]
    yield from ((name, text) for names, _, text in parts for name in names.split(", "))
