"""Fits the learned reader: annotated reports to a network, and its combination with the codebook."""
