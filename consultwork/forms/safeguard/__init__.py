"""Screens to safeguard: clearing, concerns, permissions, withdrawal, and the vault."""
