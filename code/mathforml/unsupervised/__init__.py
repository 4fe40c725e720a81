"""Find structure in examples without answers: groups, densities and directions."""
