"""Property tests draw the same examples on every machine, and take the time that they need."""

from hypothesis import settings

settings.register_profile("book", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("book")
