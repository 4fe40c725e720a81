"""Calculus: slopes by differences, by a complex step and by the chain rule, Taylor, integrals."""
