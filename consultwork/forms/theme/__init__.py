"""Screens to theme: reading and coding, the codebook, two coders, and views."""
