"""What `make` does: one module for each of its commands."""
