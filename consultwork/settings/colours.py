"""How well one colour can be read on another: WCAG 2.2, relative luminance."""

from __future__ import annotations

from functools import cache

READABLE = 4.5  # to 1, for text of any size


@cache
def contrast(colour: str, ground: str) -> float:
    """The contrast of two colours, 1 to 21.

    Args:
        colour: six hex digits, "" for black.
        ground: six hex digits, "" for white.
    """
    light, dark = sorted((_luminance(colour or "000000"), _luminance(ground or "FFFFFF")), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tint(colour: str, share: float) -> str:
    """A colour laid thinly on white: six hex digits.

    Args:
        colour: six hex digits.
        share: how much of the colour, 0 to 1.
    """
    parts = [int(colour[n : n + 2], 16) for n in (0, 2, 4)]
    return "".join(f"{round(255 - (255 - c) * share):02X}" for c in parts)


def _luminance(colour: str) -> float:
    try:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    except ValueError:
        return 0.0
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
