"""Screens to plan: a consultation from its form, and the plan of the group."""
