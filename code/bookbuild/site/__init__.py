"""Finish the pages that Sphinx wrote, and all that they share."""
