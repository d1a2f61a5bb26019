"""The organisation's own two colours in place of the house's, in whatever the templates take from it.

Only the house's own colours are replaced. A colour that an officer chose in Word stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from consultwork.settings.colours import tint
from consultwork.word.default_styles import BAND, NAVY, RULE, TEAL, TINT


@dataclass(frozen=True, slots=True)
class Palette:
    """Two colours as six hex digits: ``main`` for titles, bands and table heads, ``accent`` beside it."""

    main: str = NAVY
    accent: str = TEAL

    def swaps(self) -> dict[str, str]:
        """Which colour stands in the place of which; empty for the house's own."""
        found = {NAVY: self.main, TEAL: self.accent}
        if self.main != NAVY:
            found |= {TINT: tint(self.main, 0.09), BAND: tint(self.main, 0.05), RULE: tint(self.main, 0.25)}
        return {old: new for old, new in found.items() if old != new}


def palette(main: str, accent: str) -> Palette:
    """A palette from colours as settings have them, such as "#12324A"."""
    return Palette(main.removeprefix("#").upper(), accent.removeprefix("#").upper())


def recolour(parts: dict[str, bytes], chosen: Palette) -> None:
    """Swap colours in styles, lists, theme, headers and footers; the text itself is never touched.

    Args:
        parts: the package, by member name; changed in place.
        chosen: the organisation's colours.
    """
    swaps = chosen.swaps()
    if not swaps:
        return
    for name, data in parts.items():
        place = name.removeprefix("word/")
        if name != place and place.startswith(("styles", "numbering", "theme/", "header", "footer")):
            # In one go: the new main colour may be what the old accent was.
            for n, old in enumerate(swaps):
                data = data.replace(f'="{old}"'.encode(), f'="#{n}#"'.encode())
            for n, new in enumerate(swaps.values()):
                data = data.replace(f'="#{n}#"'.encode(), f'="{new}"'.encode())
            parts[name] = data
