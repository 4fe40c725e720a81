"""The locks: complete, hashed, in step with what was asked for, and free of addresses."""

import json
import re

import pytest
from bookbuild.commands.lock import NODE_LOCKS, PYTHON_LOCKS
from bookbuild.paths import CODE, FRONTEND, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def asked_for(name):
    """Return the requirements that a person wrote in `name`.in, each with its reason.

    That stands behind it or in the comment above it.
    """
    found, above = [], ""
    for line in (CODE / f"{name}.in").read_text(encoding="utf-8").splitlines():
        requirement, _, reason = (part.strip() for part in line.partition("#"))
        if requirement:
            found.append((Requirement(requirement), reason or above))
        above = "" if requirement else f"{above} {reason}".strip() if reason else ""
    return found


def locked(name):
    """Return {package: [version, ...]} of `name`.txt, and its text split by requirement."""
    text = (CODE / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    versions = {}
    for block in blocks:
        package, version = re.match(r"([A-Za-z0-9._-]+)==(\S+)", block).groups()
        versions.setdefault(canonicalize_name(package), []).append(version)
    return versions, blocks


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_version_has_a_hash(name):
    for block in locked(name)[1]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_what_is_asked_for_is_locked_at_a_version_that_was_asked_for(name):
    versions = locked(name)[0]
    for requirement, _ in asked_for(name):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement} is not in the lock: run `make lock`"
        assert any(requirement.specifier.contains(version) for version in found), (
            f"the lock has {found} for {requirement}: run `make lock`"
        )


@pytest.mark.parametrize("folder", NODE_LOCKS, ids=lambda folder: folder.name)
def test_the_npm_lock_is_that_of_package_json(folder):
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for group in ("dependencies", "devDependencies"):
        assert packages[""].get(group) == package.get(group), "run `make lock`"
    for path, entry in packages.items():
        if path:
            assert entry["integrity"].startswith("sha512-"), path


def test_no_lock_holds_an_address():
    files = [CODE / f"{name}{suffix}" for name in PYTHON_LOCKS for suffix in (".in", ".txt")]
    files += [folder / name for folder in NODE_LOCKS for name in ("package-lock.json", ".npmrc")]
    for path in files:
        text = path.read_text(encoding="utf-8")
        if (
            path.name == "package-lock.json"
        ):  # where a package asks for gifts is no download address
            text = re.sub(r'"funding": (\{.*?\}|\[.*?\]|".*?")', "", text, flags=re.DOTALL)
        found = re.findall(r'https?:\S*|(?:extra-)?index-url\S*|find-links\S*|"resolved".*', text)
        assert not found, (path.name, found[:3])


def test_each_dependency_says_why_it_is_there():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| *(`[^|]+`) *\| *(.+?) *\|$", guide, flags=re.MULTILINE)
    reasons = {name: why for names, why in rows for name in re.findall("`([^`]+)`", names)}
    reasons |= {found.name: why for name in PYTHON_LOCKS for found, why in asked_for(name)}
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    names = [found.name for name in PYTHON_LOCKS for found, _ in asked_for(name)]
    names += [*package["dependencies"], *package["devDependencies"]]
    missing = [name for name in names if len(reasons.get(name, "")) < 10]
    assert not missing, f"no reason is given for {', '.join(missing)}"
