"""Learn what to do: decisions whose rewards come later."""
