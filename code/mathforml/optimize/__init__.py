"""Find the parameters with the least loss: by search, downhill step by step, and by curvature."""
