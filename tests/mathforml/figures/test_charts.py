import numpy as np
import pandas as pd
from mathforml.figures._charts import contour_lines, rounded


def bowl(theta):
    return theta[0] ** 2 + 3 * theta[1] ** 2


def test_contour_lines_lie_on_their_height():
    lines = contour_lines(bowl, np.linspace(-2, 2, 81), np.linspace(-2, 2, 81))
    heights = bowl(lines[["x", "y"]].to_numpy().T)
    spread = lines.assign(height=heights).groupby("line")["height"]
    # linear interpolation on a grid of spacing h errs by at most h^2 / 8 times the curvature
    assert (spread.max() - spread.min()).max() < 2 * 6 * 0.05**2 / 8 + 1e-2


def test_numbers_keep_four_significant_digits():
    table = pd.DataFrame({"x": [1234.567, -0.00123456], "step": [12345, 1]})
    assert rounded(table).to_dict("list") == {"x": [1235.0, -0.001235], "step": [12345, 1]}
