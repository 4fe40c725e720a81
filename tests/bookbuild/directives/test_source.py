import inspect

import pytest
from bookbuild.directives.source import find_source
from mathforml import losses


def test_docstring_and_types_are_left_out_and_the_rest_is_verbatim():
    _, shown = find_source("mathforml.losses.squared")
    signature, *body = shown.splitlines()
    assert signature == "def squared(y, prediction):"
    assert body == inspect.getsource(losses.squared).splitlines()[-len(body) :]
    assert '"""' not in shown
    namespace = vars(losses).copy()
    exec(shown, namespace)
    assert namespace["squared"](3.0, 1.0) == losses.squared(3.0, 1.0)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mathforml.nowhere.squared", "no module 'mathforml.nowhere'"),
        ("mathforml.losses.cubed", "no function 'cubed'"),
        ("squared", "no module ''"),
    ],
)
def test_a_wrong_name_is_refused(name, message):
    with pytest.raises(ValueError, match=message):
        find_source(name)
