import inspect

import pytest
from bookbuild.directives.source import find_source
from mathforml.optimize import momentum


def test_docstring_and_types_are_left_out_and_the_rest_is_verbatim():
    _, shown = find_source("mathforml.optimize.momentum.rule")
    signature, *body = shown.splitlines()
    assert signature == "def rule(grad, memory, t, *, beta):"
    assert body == inspect.getsource(momentum.rule).splitlines()[-len(body) :]
    assert '"""' not in shown
    namespace = {}
    exec(shown, namespace)
    assert namespace["rule"](1.0, (2.0,), 1, beta=0.5) == (2.0, (2.0,))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mathforml.nowhere.squared", "no module 'mathforml.nowhere'"),
        ("mathforml.losses.cubed", "no function 'cubed'"),
        ("squared", "no module ''"),
        ("mathforml.linalg.norms._scaled", "is private: show what a reader can call"),
        ("mathforml._checks.as_real", "is private"),
    ],
)
def test_a_wrong_name_is_refused(name, message):
    with pytest.raises(ValueError, match=message):
        find_source(name)


MODULE = '''"""A module."""

from mathforml._checks import as_vector, positive


def _check_length(x):
    if not len(x):
        raise ValueError("x is empty")


def scale(
    x: list[float], *, by: float = 2.0
) -> list[float]:
    """Scale x."""
    x, by = as_vector(x, "x"), positive(
        by, "by"
    )
    _check_length(x)
    if by > 100:
        raise ValueError("too large")
    # each number
    def times(
        factor: float,
    ) -> list[float]:
        return factor * x

    y = times(by)
    for number in y:
        if number > 1e9:
            raise OverflowError("too large")
        if number < 0:
            y = -y
    return positive(y.sum(), "y")
'''


def test_checks_are_left_out_and_a_comment_says_so(tmp_path, monkeypatch):
    (tmp_path / "scaling.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    _, shown = find_source("scaling.scale")
    assert shown.splitlines() == [
        "def scale(x, *, by=2.0):",
        "    # the arguments are checked here",
        "    # each number",
        "    def times(factor):",
        "        return factor * x",
        "",
        "    y = times(by)",
        "    for number in y:",
        "        if number < 0:",
        "            y = -y",
        '    return positive(y.sum(), "y")',
    ]
