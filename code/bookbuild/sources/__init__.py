"""Read the book as it is written: pages and cells, addresses, and what everything depends on."""
