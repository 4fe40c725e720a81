"""What an author can write beyond plain Markdown, and how the page shows it."""
