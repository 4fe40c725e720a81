"""Linear algebra: maps and what they flatten, systems, least squares, eigenvalues, low rank."""
