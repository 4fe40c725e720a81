"""Figures of the book: one style, small drawing functions, traces as tables, interactive charts.

Static drawing functions take the axes first and return them, so that they combine:

>>> from mathforml import figures
>>> fig, ax = figures.subplots()
>>> ax = figures.points(ax, [1, 2, 3], [2, 4, 3])

What makes a figure slow is its axes, not its marks: four small drawings on one axes take a third
of the time of four axes. The ticks of a logarithmic axis are formulas, which cost 0.3 s a figure:
set plain ticks, or draw powers of ten on a linear axis.
"""

from mathforml.figures.alike import directions, nearest_circle, shadow, two_kinds
from mathforml.figures.bayes_square import bayes_square
from mathforml.figures.bundle import bundle
from mathforml.figures.cause_network import cause_network
from mathforml.figures.circle import mapped_circle
from mathforml.figures.components import loading_plot, score_plot, scree_plot, shadow_plot
from mathforml.figures.cost_lines import cost_lines
from mathforml.figures.dots import dot_rows
from mathforml.figures.errors import error_plot
from mathforml.figures.evidence import gap_dots, interval_bars, null_bars, spread_bars
from mathforml.figures.explore_averages import averages_explorer
from mathforml.figures.explore_backprop import backprop_explorer
from mathforml.figures.explore_descent import descent_explorer
from mathforml.figures.explore_direction import direction_explorer
from mathforml.figures.explore_generalisation import generalisation_explorer
from mathforml.figures.explore_line import line_explorer
from mathforml.figures.explore_missing import missing_explorer
from mathforml.figures.explore_momentum import momentum_explorer
from mathforml.figures.explore_price import price_explorer
from mathforml.figures.explore_race import Entry, race_explorer
from mathforml.figures.explore_rank import rank_explorer
from mathforml.figures.explore_scale import scale_explorer
from mathforml.figures.explore_screening import screening_explorer
from mathforml.figures.explore_secant import secant_explorer
from mathforml.figures.explore_shuffle import shuffle_explorer
from mathforml.figures.explore_unit import unit_explorer
from mathforml.figures.fitted import fitted_line, named_kinds
from mathforml.figures.flexibility import flexibility_curve
from mathforml.figures.folds import fold_map
from mathforml.figures.glue import glue
from mathforml.figures.graph import computation_graph
from mathforml.figures.histogram import histogram, shares
from mathforml.figures.penalty import penalty_region
from mathforml.figures.pictures import pictures
from mathforml.figures.plane import arrow, deformed_grid
from mathforml.figures.price import price_curve, weight_paths
from mathforml.figures.progress import progress
from mathforml.figures.static import (
    contours,
    curve,
    label_axes,
    line,
    mark,
    path,
    points,
)
from mathforml.figures.style import PALETTE, subplots
from mathforml.figures.sweep import sweep
from mathforml.figures.tables import trace_table
from mathforml.figures.touching import touching

__all__ = [
    "PALETTE",
    "Entry",
    "arrow",
    "averages_explorer",
    "backprop_explorer",
    "bayes_square",
    "bundle",
    "cause_network",
    "computation_graph",
    "contours",
    "cost_lines",
    "curve",
    "deformed_grid",
    "descent_explorer",
    "direction_explorer",
    "directions",
    "dot_rows",
    "error_plot",
    "fitted_line",
    "flexibility_curve",
    "fold_map",
    "gap_dots",
    "generalisation_explorer",
    "glue",
    "histogram",
    "interval_bars",
    "label_axes",
    "line",
    "line_explorer",
    "loading_plot",
    "mapped_circle",
    "mark",
    "missing_explorer",
    "momentum_explorer",
    "named_kinds",
    "nearest_circle",
    "null_bars",
    "path",
    "penalty_region",
    "pictures",
    "points",
    "price_curve",
    "price_explorer",
    "progress",
    "race_explorer",
    "rank_explorer",
    "scale_explorer",
    "score_plot",
    "scree_plot",
    "screening_explorer",
    "secant_explorer",
    "shadow",
    "shadow_plot",
    "shares",
    "shuffle_explorer",
    "spread_bars",
    "subplots",
    "sweep",
    "touching",
    "trace_table",
    "two_kinds",
    "unit_explorer",
    "weight_paths",
]
