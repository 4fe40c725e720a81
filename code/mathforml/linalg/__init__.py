"""Solve linear systems: triangular, positive definite, and those with more rows than unknowns."""
