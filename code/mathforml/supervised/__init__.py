"""Learn from examples with answers: from pairs of x and y to a function."""
