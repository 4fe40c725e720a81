"""Every public function says what it takes and gives, and where its formula is from.

A docstring says nothing that a reader could guess. Each parameter has an entry with its type and
shape; a sentence below it only where name and type leave something open. The same parameters in a
family of functions are described once (`parameters_like`). A field is described by a comment `#:`
where it stands. What a function gives is said by its annotation and its first line; of an array,
the docstring says the shape. What a function refuses is said where its types and ranges do not say
it already. An estimator's methods follow scikit-learn.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import mathforml
import pytest
from numpydoc.docscrape import NumpyDocString
from sphinx.pycode import ModuleAnalyzer

PACKAGE = Path(mathforml.__file__).parent
MODULES = sorted(
    path.relative_to(PACKAGE)
    for path in PACKAGE.rglob("*.py")
    if not any(part.startswith("_") for part in path.relative_to(PACKAGE).parts)
)
# tools, pictures and wrappers, not algorithms
WITHOUT_REFERENCES = ("iteration.py", "figures", "estimators")

Function = ast.FunctionDef
ARRAY = re.compile(r"\b(Array|Indices|NDArray)\b")
SHAPE = re.compile(r"\b((of|the|that) shape|scalar)\b", re.I)
# what scikit-learn's interface prescribes: their arguments are the same everywhere
ESTIMATOR_METHODS = {
    *("fit", "predict", "transform", "fit_transform", "inverse_transform", "score"),
    *("predict_proba", "predict_log_proba", "decision_function", "score_samples"),
}


def complaints(source: str, path: Path) -> list[str]:
    """What the docstrings of the module at `path` in the package leave out."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) else ["the module has no docstring"]
    comments = set(ModuleAnalyzer.for_string(source, path.stem).find_attr_docs())
    for node in public(tree):
        if isinstance(node, ast.ClassDef):
            found += about_class(node, comments)
            found += [
                gap
                for method in public(node)
                for gap in about_function(method, f"{node.name}.{method.name}")
            ]
        else:
            found += about_function(node, node.name)
    texts = [ast.get_docstring(node) or "" for node in (tree, *public(tree))]
    functions = any(isinstance(node, Function) for node in public(tree))
    # pictures are examples in the chapters
    if path.parts[0] != "figures" and functions and not any("\nExamples\n---" in t for t in texts):
        found.append("no Examples")
    referring = any("\nReferences\n---" in text for text in texts)
    if path.parts[0] not in WITHOUT_REFERENCES and not referring:
        found.append("no References: where is the formula from?")
    return found


def public(node: ast.Module | ast.ClassDef) -> list[Function | ast.ClassDef]:
    return [
        child
        for child in node.body
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_")
    ]


def about_class(node: ast.ClassDef, comments: set[tuple[str, str]]) -> list[str]:
    text = ast.get_docstring(node)
    if not text:
        return [f"{node.name} has no docstring"]
    fields = [child.target.id for child in node.body if isinstance(child, ast.AnnAssign)]
    found = [
        f"{node.name}: {field} has no comment #: beside it"
        for field in fields
        if not field.startswith("_") and (node.name, field) not in comments
    ]
    if fields and "\nAttributes\n---" in text:
        found.append(f"{node.name}: its fields are described where they stand, not above them")
    return found


def about_function(node: Function, name: str) -> list[str]:
    text = ast.get_docstring(node)
    if not text:
        return [f"{name} has no docstring"]
    if node.name in ESTIMATOR_METHODS:
        return []
    doc, found = NumpyDocString(text), []
    given = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    given += [f"*{node.args.vararg.arg}"] if node.args.vararg else []
    described = [part for p in doc["Parameters"] for part in p.name.split(", ")]
    for argument in given:
        if argument not in (*described, "self") and not shares_parameters(node):
            found.append(f"{name}: {argument} is not described")
    for argument in described:
        if not argument.startswith("**") and argument not in given:
            found.append(f"{name}: {argument} is described but not taken")
    for field in doc["Parameters"]:
        if not field.type and not field.name.startswith("*"):
            found.append(f"{name}: {field.name} has no type")
    # what the annotation does not say; a decorator may add it
    array = node.returns is not None and ARRAY.search(ast.unparse(node.returns))
    if array and not says_shape(text) and not shares_parameters(node):
        found.append(f"{name}: of which shape is what it gives?")
    return found


def says_shape(text: str) -> bool:
    """Whether a docstring names a shape other than those of the parameters."""
    doc = NumpyDocString(text)
    parts = [*doc["Summary"], *doc["Extended Summary"]]
    for entry in (*doc["Returns"], *doc["Yields"]):
        parts += [entry.type, *entry.desc]
    return bool(SHAPE.search(" ".join(parts)))


def shares_parameters(node: Function) -> bool:
    """Whether a decorator adds what is missing, or fails at import (`mathforml._docs`)."""
    return any(
        isinstance(part, ast.Call) and ast.unparse(part.func) == "parameters_like"
        for part in node.decorator_list
    )


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_docstrings_are_complete(path):
    found = complaints((PACKAGE / path).read_text(encoding="utf-8"), path)
    assert not found, "\n".join(f"{path}: {complaint}" for complaint in found)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_decorated_function_says_a_shape_too(path):
    module = importlib.import_module(".".join(("mathforml", *path.with_suffix("").parts)))
    for name, function in vars(module).items():
        own = inspect.isfunction(function) and function.__module__ == module.__name__
        if own and not name.startswith("_"):
            array = ARRAY.search(str(function.__annotations__.get("return")))
            assert not array or says_shape(function.__doc__), name


COMPLETE = '''"""Halve things.

References
----------
Euclid, Elements, book 1.
"""
from typing import NamedTuple


class Half(NamedTuple):
    """A half."""

    value: float  #: how much
    #: How often it was halved.
    times: int = 1


def halve(x: float, *, times: int = 1) -> Half:
    """Half of x.

    Parameters
    ----------
    x : float
        A number.
    times : int
        How often.

    Examples
    --------
    >>> halve(2.0)
    Half(value=1.0, times=1)
    """
    return Half(x / 2**times, times)


def halves(x: float) -> Array:
    """All halves of a number, of shape (n,).

    Parameters
    ----------
    x : float
    """


def halves_of(x: Array) -> Array:
    """Half of each number.

    Parameters
    ----------
    x : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)
    """
'''


def test_a_complete_module_passes():
    assert complaints(COMPLETE, Path("optimize/halving.py")) == []


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        ('"""Halve things.\n\nReferences\n----------\nEuclid, Elements, book 1.\n"""', "module"),
        ("References\n----------\n", "no References"),
        ("  #: how much", "Half: value has no comment"),
        ("    #: How often it was halved.\n", "Half: times has no comment"),
        ("    times : int\n        How often.\n", "halve: times is not described"),
        (", *, times: int = 1", "halve: times is described but not taken"),
        (" : int", "halve: times has no type"),
        (", of shape (n,)", "halves: of which shape"),
        ("    Returns\n    -------\n    ndarray of shape (n,)\n", "halves_of: of which shape"),
        ("    Examples\n    --------\n    >>> halve(2.0)\n", "no Examples"),
    ],
)
def test_what_is_left_out_is_named(cut, message):
    assert cut in COMPLETE
    found = complaints(COMPLETE.replace(cut, ""), Path("optimize/halving.py"))
    assert any(message in complaint for complaint in found), found


def test_fields_are_not_described_above_the_class_as_well():
    above = '"""A half.\n\n    Attributes\n    ----------\n    value : float\n    """'
    (found,) = complaints(COMPLETE.replace('"""A half."""', above), Path("optimize/halving.py"))
    assert found.startswith("Half: its fields are described where they stand")


def test_a_shared_parameter_needs_no_entry():
    shared = "@parameters_like(double)\ndef halve("
    cut = COMPLETE.replace("    times : int\n        How often.\n", "")
    assert complaints(cut.replace("def halve(", shared), Path("optimize/halving.py")) == []


def test_a_missing_docstring_is_named():
    source = "class A: ...\n\ndef f(): ...\n"
    found = complaints(source, Path("figures/a.py"))
    assert found == ["the module has no docstring", "A has no docstring", "f has no docstring"]
