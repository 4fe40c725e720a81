"""Turn the world into numbers: categories, texts and times as vectors, in fair units."""
