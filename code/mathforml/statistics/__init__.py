"""Statistics: tests by shuffling, bootstrap, likelihood, regression inference, missing data."""
