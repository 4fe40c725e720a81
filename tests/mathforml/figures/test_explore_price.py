import numpy as np
import pytest
from mathforml.figures import price_explorer
from mathforml.figures.explore_price import N_DRAWN
from mathforml.supervised.ridge import ridge

rng = np.random.default_rng(3)
X, X_new = rng.normal(size=(70, 5)), rng.normal(size=(80, 5))
y, y_new = (100.0 + rng.permutation(len(A)) for A in (X, X_new))


def chart(**settings):
    return price_explorer(X, y, X_new, y_new, rng=np.random.default_rng(0), **settings)


@pytest.fixture(scope="module")
def price_chart():
    return chart(name="progression")


@pytest.mark.parametrize(
    ("power", "price"), [(-1, "0.1"), (1, "10"), (2.5, "316"), (5, "100,000")]
)
def test_it_says_the_errors_of_the_package(price_chart, drawn_texts, power, price):
    model = ridge(X, y, lam=10.0**power)
    own, new = (
        np.sqrt(np.mean((target - model.predict(A)) ** 2))
        for A, target in ((X, y), (X_new, y_new))
    )
    said = f"λ = {price}: error {own:.0f}, on new patients {new:.0f}"
    assert said in drawn_texts(price_chart, power=power)


def test_the_dots_are_predictions_for_different_examples(price_chart):
    """The layers of both kinds, with the observed values in their transforms."""
    spec = price_chart.to_dict()
    for layer, (A, target) in zip(
        spec["vconcat"][0]["layer"][1:], ((X, y), (X_new, y_new)), strict=True
    ):
        rows = spec["datasets"][layer["data"]["name"]]
        where = layer["transform"][-1]["calculate"].partition("[datum")[0]
        observed = np.array(eval(where))
        assert len(observed) == N_DRAWN
        which = [int(np.abs(target - value).argmin()) for value in observed]
        assert len(set(which)) == N_DRAWN
        row = next(row for row in rows if row["power"] == 2)
        expected = ridge(X, y, lam=100.0).predict(A)
        np.testing.assert_allclose(row["predicted"], expected[which], atol=0.51)


def test_refusals():
    with pytest.raises(ValueError, match="power must be from -1 to 5, got 6"):
        chart(power=6)
    with pytest.raises(ValueError, match="a row of X has 5 and a row of X_new has 4"):
        price_explorer(X, y, X_new[:, :4], y_new, rng=rng)
