"""The parts of neural networks, with their gradients."""
