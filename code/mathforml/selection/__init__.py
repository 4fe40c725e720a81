"""Choose between models honestly: hold data back."""
