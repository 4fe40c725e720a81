"""What is raced: one module for each part of `mathforml`, with a function `races`."""
