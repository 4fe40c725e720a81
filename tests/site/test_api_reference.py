"""The API reference in the built site leaves nothing out."""

import importlib
import pkgutil

import mathforml
from sphinx.util.inventory import InventoryFile


def public_names():
    """Yield the full name of each function and class that the package offers."""
    for found in pkgutil.walk_packages(mathforml.__path__, "mathforml."):
        if any(part.startswith("_") for part in found.name.split(".")):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            is_own = getattr(value, "__module__", None) == found.name
            if is_own and not name.startswith("_") and callable(value):
                yield f"{found.name}.{name}"


def test_every_public_function_and_class_has_its_place(site):
    with open(site / "objects.inv", "rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, path: path)
    described = {name for kind in inventory if kind.startswith("py:") for name in inventory[kind]}
    expected = set(public_names())
    assert len(expected) > 20
    missing = sorted(expected - described)
    assert not missing, (
        f"{missing} are on no page of the API reference: name their part of the package in an "
        "`{api}` block of a page in book/reference/api, and the page in _toc.yml"
    )


def test_no_field_is_described_by_its_number(site):
    for page in (site / "reference" / "api").glob("*.html"):
        assert "Alias for field number" not in page.read_text(encoding="utf-8"), page.name
