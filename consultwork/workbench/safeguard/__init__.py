"""Safeguard at the desk: permissions, the vault, what may identify someone, and withdrawal."""
