"""Bayes' theorem: how likely is the cause, after something was seen that it often brings about?

By counting, with natural frequencies: of N people, ``N P(ill)`` are ill, and of these a part
tests positive; of the others a smaller part does. The probability that someone with a positive
test is ill is a quotient of two of these counts. The formula divides both by N::

    P(cause | seen) = P(seen | cause) P(cause) / sum over all causes of the same product

References
----------
Gigerenzer, G. and Hoffrage, U. (1995). How to Improve Bayesian Reasoning Without Instruction:
Frequency Formats. Psychological Review 102(4), 684-704.

Bayes, T. (1763). An Essay towards Solving a Problem in the Doctrine of Chances. Philosophical
Transactions of the Royal Society 53, 370-418.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_logs, as_probabilities, as_vector, positive, probability
from mathforml._special import log, log_sum_exp
from mathforml._types import Array, ArrayLike


class NaturalFrequencies(NamedTuple):
    """Of how many people a test is right and wrong, in both ways; these need not be whole."""

    true_positives: float  #: ill, with a positive test
    false_negatives: float  #: ill, with a negative test: missed
    false_positives: float  #: healthy, with a positive test: false alarms
    true_negatives: float  #: healthy, with a negative test


def natural_frequencies(
    n: float, *, base_rate: float, sensitivity: float, specificity: float
) -> NaturalFrequencies:
    """How many of n people a test is expected to be right and wrong about.

    Parameters
    ----------
    n : float, above 0
    base_rate, sensitivity, specificity : float, from 0 to 1
        The part of them that is ill; the part of the ill that tests positive; the part of the
        healthy that tests negative.

    Examples
    --------
    >>> natural_frequencies(1000, base_rate=0.125, sensitivity=0.5, specificity=0.75)[:3]
    (62.5, 62.5, 218.75)
    """
    n, base_rate = positive(n, "n"), probability(base_rate, "base_rate")
    sensitivity = probability(sensitivity, "sensitivity")
    specificity = probability(specificity, "specificity")
    ill, healthy = n * base_rate, n * (1 - base_rate)
    return NaturalFrequencies(
        true_positives=ill * sensitivity,
        false_negatives=ill * (1 - sensitivity),
        false_positives=healthy * (1 - specificity),
        true_negatives=healthy * specificity,
    )


def posterior(prior: ArrayLike, log_likelihood: ArrayLike) -> Array:
    """Probability of each cause, of shape (n_causes,), after something was seen.

    Parameters
    ----------
    prior : ndarray of shape (n_causes,), adding up to 1
    log_likelihood : ndarray of shape (n_causes,)
        ``log P(seen | cause)``, up to a constant that all causes share; minus infinity where the
        cause forbids what was seen; refused if all that are possible do. Observations that are
        independent given the cause add up.

    Examples
    --------
    >>> posterior([0.5, 0.5], np.log([0.75, 0.25]))
    array([0.75, 0.25])
    """
    prior = as_probabilities(as_vector(prior, "prior"), "prior")
    log_likelihood = as_logs(log_likelihood, "log_likelihood", prior.shape)
    log_joint = log(prior) + log_likelihood
    log_seen = log_sum_exp(log_joint)
    if log_seen == -np.inf:
        raise ValueError("what was seen has probability 0 under every cause that is possible")
    return np.exp(log_joint - log_seen)
