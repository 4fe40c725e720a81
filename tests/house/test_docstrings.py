"""Every public function says what it takes and gives, and where its formula is from.

A docstring says nothing that a reader could guess. Each parameter has an entry with its type and
shape; a sentence below it only where name and type leave something open. The same parameters in a
family of functions are described once (`parameters_like`). What a function refuses is said where
its types and ranges do not say it already. An estimator's methods follow scikit-learn.
"""

from __future__ import annotations

import ast
from pathlib import Path

import mathforml
import pytest
from numpydoc.docscrape import NumpyDocString

PACKAGE = Path(mathforml.__file__).parent
MODULES = sorted(
    path.relative_to(PACKAGE)
    for path in PACKAGE.rglob("*.py")
    if not any(part.startswith("_") for part in path.relative_to(PACKAGE).parts)
)
# tools, pictures and wrappers, not algorithms
WITHOUT_REFERENCES = ("iteration.py", "figures", "estimators")

Function = ast.FunctionDef
# what scikit-learn's interface prescribes: their arguments are the same everywhere
ESTIMATOR_METHODS = {
    *("fit", "predict", "transform", "fit_transform", "inverse_transform", "score"),
    *("predict_proba", "predict_log_proba", "decision_function", "score_samples"),
}


def complaints(source: str, path: Path) -> list[str]:
    """What the docstrings of the module at `path` in the package leave out."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) else ["the module has no docstring"]
    for node in public(tree):
        if isinstance(node, ast.ClassDef):
            found += about_class(node)
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


def about_class(node: ast.ClassDef) -> list[str]:
    text = ast.get_docstring(node)
    if not text:
        return [f"{node.name} has no docstring"]
    entries = NumpyDocString(text)["Attributes"]
    described = {name for entry in entries for name in entry.name.split(", ")}
    fields = [child.target.id for child in node.body if isinstance(child, ast.AnnAssign)]
    return [f"{node.name}: {field} is not described" for field in fields if field not in described]


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
    said = doc["Returns"] or doc["Yields"] or shares_parameters(node)
    if gives_something(node) and not said:
        found.append(f"{name}: no Returns or Yields")
    return found


def shares_parameters(node: Function) -> bool:
    """Whether a decorator adds what is missing, or fails at import (`mathforml._docs`)."""
    return any(
        isinstance(part, ast.Call) and ast.unparse(part.func) == "parameters_like"
        for part in node.decorator_list
    )


def gives_something(node: Function) -> bool:
    return not (isinstance(node.returns, ast.Constant) and node.returns.value is None)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_docstrings_are_complete(path):
    found = complaints((PACKAGE / path).read_text(encoding="utf-8"), path)
    assert not found, "\n".join(f"{path}: {complaint}" for complaint in found)


COMPLETE = '''"""Halve things.

References
----------
Euclid, Elements, book 1.
"""
from typing import NamedTuple


class Half(NamedTuple):
    """A half.

    Attributes
    ----------
    value : float
        How much.
    """

    value: float


def halve(x: float, *, times: int = 1) -> Half:
    """Half of x.

    Parameters
    ----------
    x : float
        A number.
    times : int
        How often.

    Returns
    -------
    Half
        The half.

    Examples
    --------
    >>> halve(2.0)
    Half(value=1.0)
    """
    return Half(x / 2**times)
'''


def test_a_complete_module_passes():
    assert complaints(COMPLETE, Path("optimize/halving.py")) == []


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        ('"""Halve things.\n\nReferences\n----------\nEuclid, Elements, book 1.\n"""', "module"),
        ("References\n----------\n", "no References"),
        ("    value : float\n        How much.\n", "Half: value is not described"),
        ("    times : int\n        How often.\n", "halve: times is not described"),
        (", *, times: int = 1", "halve: times is described but not taken"),
        (" : int", "halve: times has no type"),
        ("    Returns\n    -------\n    Half\n        The half.\n", "no Returns or Yields"),
        ("    Examples\n    --------\n    >>> halve(2.0)\n    Half(value=1.0)\n", "no Examples"),
    ],
)
def test_what_is_left_out_is_named(cut, message):
    assert cut in COMPLETE
    found = complaints(COMPLETE.replace(cut, ""), Path("optimize/halving.py"))
    assert any(message in complaint for complaint in found), found


def test_a_shared_parameter_needs_no_entry():
    shared = "@parameters_like(double)\ndef halve("
    cut = COMPLETE.replace("    times : int\n        How often.\n", "")
    assert complaints(cut.replace("def halve(", shared), Path("optimize/halving.py")) == []


def test_a_missing_docstring_is_named():
    source = "class A: ...\n\ndef f(): ...\n"
    found = complaints(source, Path("figures/a.py"))
    assert found == ["the module has no docstring", "A has no docstring", "f has no docstring"]
