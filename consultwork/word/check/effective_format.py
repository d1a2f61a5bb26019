"""How a paragraph looks in the end: its style, the styles that one rests on, and the defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from consultwork.ooxml.package import Package, w

_OFF = ("0", "false", "none", "off")


@dataclass(frozen=True, slots=True)
class EffectiveFormat:
    """What a reader sees. Size in points, colours as six hex digits ("" is automatic)."""

    size: float = 10.0  # what Word takes when nothing is said
    colour: str = ""
    fill: str = ""
    align: str = ""
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    underlined: bool = False
    language: str = ""
    line: float = 0.0  # the distance of lines as a multiple; 0 where it is exact or not said


class EffectiveFormats:
    """Looks by style id, with everything inherited.

    Args:
        package: the opened file.
    """

    def __init__(self, package: Package) -> None:
        root = package.tree_of("styles")
        self._styles: dict[str, Any] = {}
        self._known: dict[tuple[str, EffectiveFormat], EffectiveFormat] = {}
        self.names: dict[str, str] = {}
        self.default_paragraph = ""
        self._base = EffectiveFormat()
        if root is None:
            return
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            self._base = with_properties(self._base, defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
            self._base = with_properties(self._base, defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
        for style in root.iter(w("style")):
            ident = str(style.get(w("styleId")))
            self._styles[ident] = style
            self.names[ident] = value_of(style, "name")
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self.default_paragraph = ident

    def of(self, style: str) -> EffectiveFormat:
        """The look of a paragraph style; "" is the default one."""
        return self.on(style or self.default_paragraph, self._base)

    def on(self, style: str, ground: EffectiveFormat) -> EffectiveFormat:
        """A style laid over another look, as a character style is."""
        known = self._known.get((style, ground))
        if known is not None:
            return known
        asked, chain = style, []
        while style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            style = value_of(chain[-1], "basedOn")
        look = ground
        for element in reversed(chain):
            look = with_properties(look, element.find(w("pPr")))
            look = with_properties(look, element.find(w("rPr")))
        self._known[asked, ground] = look
        return look


def _of_paragraph(look: EffectiveFormat, properties: Any) -> EffectiveFormat:
    shade = properties.find(w("shd"))
    if shade is not None:
        fill = str(shade.get(w("fill")) or "")
        look = replace(look, fill="" if fill == "auto" else fill.upper())
    spacing = properties.find(w("spacing"))
    if spacing is not None and (line := str(spacing.get(w("line")) or "")).isdigit():
        multiple = spacing.get(w("lineRule")) in (None, "auto")
        look = replace(look, line=int(line) / 240 if multiple else 0.0)
    return look


def with_properties(look: EffectiveFormat, properties: Any) -> EffectiveFormat:
    """A look with the paragraph or run properties of one element laid over it."""
    if properties is None:
        return look
    size = value_of(properties, "sz")
    if size.isdigit():
        look = replace(look, size=int(size) / 2)
    colour = value_of(properties, "color")
    if colour:
        look = replace(look, colour="" if colour == "auto" else colour.upper())
    look = _of_paragraph(look, properties)
    if align := value_of(properties, "jc"):
        look = replace(look, align=align)
    for name, field in (("b", "bold"), ("i", "italic"), ("caps", "capitals")):
        switch = properties.find(w(name))
        if switch is not None:
            look = replace(look, **{field: switch.get(w("val")) not in _OFF})  # type: ignore[arg-type] # one bool field
    underline = properties.find(w("u"))
    if underline is not None:
        look = replace(look, underlined=underline.get(w("val")) not in _OFF)
    if language := value_of(properties, "lang"):
        look = replace(look, language=language)
    return look


def value_of(parent: Any, name: str) -> str:
    """The ``w:val`` of a child, or ""."""
    child = parent.find(w(name)) if parent is not None else None
    return str(child.get(w("val")) or "") if child is not None else ""
