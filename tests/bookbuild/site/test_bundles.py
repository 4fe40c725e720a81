"""What all pages share holds what they use, and little more."""

from __future__ import annotations

import re

import pytest
from bookbuild.site.bundles import Facts, store, used_style, write_shared_files

OURS = ".ours{top:3px}:is(a,button):focus-visible{top:var(--ring)}"


@pytest.fixture
def static(tmp_path):
    """The folder _static of a site with two style sheets and a script."""
    folder = tmp_path / "_static"
    (folder / "book").mkdir(parents=True)
    (folder / "styles").mkdir()
    (folder / "base.css").write_text(".base{color:red}.never{color:blue}", encoding="utf-8")
    (folder / "styles" / "theme.css").write_text(
        '@import "../base.css"; :root{--used:1px;--idle:2px} a:hover{margin:var(--used)}'
        'html[data-theme="dark"] .box{color:#111} @media print{.box{color:#000}.gone{top:0}}'
        "details[open]>summary{top:1px} .box{background:url(../picture.svg)}",
        encoding="utf-8",
    )
    (folder / "book" / "book.css").write_text(OURS, encoding="utf-8")
    (folder / "book" / "book.js").write_text('e.classList.add("later")', encoding="utf-8")
    return folder


def facts(**more: object) -> Facts:
    empty = Facts(sheets=[], names=[], letters="", signs="", pictures=[], scripts={})
    return {**empty, **more}


def test_style_keeps_the_rules_that_can_match(static):
    names = {"base", "a", "html", "data-theme", "dark", "box", "details", "summary"}
    css = used_style(static, ["styles/theme.css"], names)
    for kept in (".base{", "a:hover{", "--used:", "dark", "@media print{.box{", "[open]"):
        assert kept in css
    for dropped in (".never", ".gone", "--idle"):
        assert dropped not in css
    assert "url(picture.svg)" in css  # the sheet has moved, the picture has not


def test_a_typeface_stays_when_a_rule_or_a_variable_names_it(static):
    faces = "".join(f"@font-face{{font-family:'{name}';src:url(x)}}" for name in ("A a", "B", "C"))
    rules = ".base{font:1em 'A a'}:root{--text:B}p{font-family:var(--text)}.never{font:1em C}"
    (static / "type.css").write_text(faces + rules, encoding="utf-8")
    css = used_style(static, ["type.css"], {"base", "p", "root"})
    assert re.findall(r"@font-face{font-family:([^;]+)", css) == ["A a", "B"]


def test_sheets_keep_their_order(static):
    (static / "last.css").write_text(".base{color:green}", encoding="utf-8")
    css = used_style(static, ["styles/theme.css", "last.css"], {"base"})
    assert css.index("red") < css.index("green")


def test_a_sheet_that_is_not_css_is_named(static):
    with pytest.raises(RuntimeError, match=r"not bundled: .*missing\.css"):
        used_style(static, ["missing.css"], {"a"})


def test_classes_of_scripts_and_rules_of_our_own_stay(static):
    more = ":root{--ring:4px;--no:5px}.later{top:1px}.earlier{top:2px}"
    (static / "more.css").write_text(more, encoding="utf-8")
    page = facts(sheets=["book/book.css", "more.css"])
    replacements = write_shared_files(static.parent, [page])
    (style,) = static.glob("book-*.css")
    assert style.name in replacements.values()
    css = style.read_text(encoding="utf-8")
    assert OURS in css
    assert ".later" in css
    assert "--ring:" in css
    assert ".earlier" not in css
    assert "--no:" not in css


def test_sheets_of_all_pages_are_in_the_one_style(static):
    pages = [
        facts(sheets=["base.css"]),
        facts(sheets=["base.css", "book/book.css"], names=["base"]),
    ]
    write_shared_files(static.parent, pages)
    (style,) = static.glob("book-*.css")
    assert style.read_text(encoding="utf-8").strip() == ".base{color:red}" + OURS


def test_a_file_is_named_by_its_content(tmp_path):
    first, again, other = (store(tmp_path, "a.css", text) for text in ("x", "x", "y"))
    assert first == again != other
    assert re.fullmatch(r"a-[0-9a-f]{10}\.css", first)
    assert (tmp_path / other).read_text(encoding="utf-8") == "y"


def test_scripts_of_pages_become_files(static):
    write_shared_files(static.parent, [facts(scripts={"abc.js": "let a = 1"})])
    assert (static / "inline" / "abc.js").read_text(encoding="utf-8") == "let a = 1"
