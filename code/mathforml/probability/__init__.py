"""Probability: distributions, sampling, Bayes, networks of variables, decisions with costs."""
