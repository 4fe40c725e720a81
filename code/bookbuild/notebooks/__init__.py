"""Write every chapter as notebooks to download, and offer them."""
