"""A book to measure builds with: chapters with the usual work, as many as show what one costs."""

from __future__ import annotations

CHAPTERS = 12

FIGURE = """\
```{code-cell} python
---
mystnb:
  image: {alt: "Points around a rising line."}
  figure: {name: fig-%s-%d, caption: "Points around a line, number %d."}
---
fig, ax = plt.subplots()
ax.plot(X[:, %d], y, "o", ms=3)
ax.plot(grid, model.coef_[%d] * grid)
ax.set(xlabel="feature", ylabel="target", title="number %d")
plt.show()
```
"""
IMPORTS = (
    "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd",
    "from sklearn.datasets import load_diabetes\nfrom sklearn.linear_model import Ridge",
    "from sklearn.cluster import KMeans\nfrom sklearn.decomposition import PCA",
)
CELLS = (
    *IMPORTS,
    "rng = np.random.default_rng(%d)\nX, y = load_diabetes(return_X_y=True)\nprint(X.shape)",
    "model = Ridge(alpha=0.1).fit(X, y)\nprint(np.round(model.coef_, 2))",
    "grid = np.linspace(-0.1, 0.1, 101)\nmodel.predict(X)[:3].round(1)",
    "pd.DataFrame(X[:5].round(3))",
    "labels = KMeans(5, n_init=350, random_state=0).fit_predict(X)\nprint(np.bincount(labels))",
    "print(PCA(3).fit(X).explained_variance_ratio_.round(3))",
    "draws = rng.choice(y, size=(15_000, len(y)))\nprint(draws.mean(axis=1).std().round(2))",
    "A = rng.normal(size=(500, 500))\nprint(np.linalg.svd(A)[1][:3].round(2))",
)
PROSE = """\
The risk of a model is $R(\\theta) = \\frac{1}{n}\\sum_i \\ell(y_i, f_\\theta(x_i))$, and a reader
meets it here once more, in chapter %d, before the next cell.

```{math}
:label: eq-%s-%d
\\nabla R(\\theta) = \\frac{2}{n} X^{\\top} (X\\theta - y)
```
"""


def name(number: int) -> str:
    return f"chapter-{number:02}"


def chapter(number: int) -> str:
    """Return the text of a chapter of fifteen cells, four of them with a figure."""
    page, parts = name(number), []
    for i, cell in enumerate(CELLS):
        if i % 3 == 0:
            parts.append(PROSE % (number, page, i))
        source = cell % number if "%d" in cell else cell
        parts.append(f"```{{code-cell}} python\n{source}\n```\n")
    parts += [FIGURE % (page, i, i, i, i, i) for i in range(4)]
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Return the text of every page by its name."""
    return {"index": "A book to measure.\n"} | {
        name(i): chapter(i) for i in range(1, CHAPTERS + 1)
    }
