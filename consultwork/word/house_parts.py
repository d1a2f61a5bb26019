"""The house style as WordprocessingML: styles, numbering, theme and settings.

Every look has one named style that an officer finds in Word's gallery. Colours meet a contrast of
4.5:1 on the ground they stand on, and nothing is set smaller than 12 points.
"""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NAVY, TEAL, INK, GREY = "12324A", "0B6E73", "1F2A33", "55626D"
TINT, BAND, RULE = "EAF1F4", "F4F8F9", "C3D1D6"
AMBER, AMBER_TINT, WHITE = "B7791F", "FFF6DD", "FFFFFF"
FONT = "Arial"


def _edge(side: str, size: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _ppr(
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    num: int = 0,
    borders: str = "",
    fill: str = "",
    tabs: str = "",
    before: int = -1,
    after: int = -1,
    line: int = 0,
    left: int = 0,
    right: int = 0,
    hanging: int = 0,
    contextual: bool = False,
    align: str = "",
    outline: int = -1,
) -> str:
    """Paragraph properties in the order that the schema asks for. Lengths in twentieths of a point."""
    spacing = "".join(
        f' w:{name}="{value}"'
        for name, value in (("before", before), ("after", after), ("line", line or -1))
        if value >= 0
    )
    if line:
        spacing += ' w:lineRule="auto"'
    indent = "".join(
        f' w:{name}="{value}"' for name, value in (("left", left), ("right", right), ("hanging", hanging)) if value
    )
    return "<w:pPr>{}</w:pPr>".format(
        "".join(
            (
                "<w:keepNext/>" if keep_next else "",
                "<w:keepLines/>" if keep_lines else "",
                f'<w:numPr><w:numId w:val="{num}"/></w:numPr>' if num else "",
                f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
                f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
                f"<w:spacing{spacing}/>" if spacing else "",
                f"<w:ind{indent}/>" if indent else "",
                "<w:contextualSpacing/>" if contextual else "",
                f'<w:jc w:val="{align}"/>' if align else "",
                f'<w:outlineLvl w:val="{outline}"/>' if outline >= 0 else "",
            )
        )
    )


def _rpr(
    *, bold: bool | None = None, colour: str = "", size: float = 0, underline: bool = False, upright: bool = False
) -> str:
    """Run properties; ``size`` in points."""
    value = "" if bold else ' w:val="0"'
    half = int(size * 2)
    return "<w:rPr>{}</w:rPr>".format(
        "".join(
            (
                f"<w:b{value}/><w:bCs{value}/>" if bold is not None else "",
                # LibreOffice has captions in italics of its own unless told otherwise.
                '<w:i w:val="0"/><w:iCs w:val="0"/>' if upright else "",
                f'<w:color w:val="{colour}"/>' if colour else "",
                f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "",
                '<w:u w:val="single"/>' if underline else "",
            )
        )
    )


def _style(
    name: str,
    ppr: str = "",
    rpr: str = "",
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    follow: str = "",
    priority: int = 1,
    gallery: bool = True,
) -> str:
    ident = style_id(name)
    custom = ' w:customStyle="1"' if name.startswith("CW ") else ""
    shown = "<w:qFormat/>" if gallery else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    after = f'<w:next w:val="{style_id(follow)}"/>' if follow else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{ident}"><w:name w:val="{name}"/>{parent}{after}'
        f'<w:uiPriority w:val="{priority}"/>{shown}{ppr}{rpr}</w:style>'
    )


def style_id(name: str) -> str:
    """The id that goes with a style's name: no spaces, each word with a capital."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


_RIGHT_TAB = '<w:tab w:val="right" w:pos="9070"/>'


def _band(size: float, *, bold: bool, before: int, after: int) -> tuple[str, str]:
    """One line of the cover band. All lines have the same borders, so that they join into one box."""
    borders = (
        _edge("top", 8, 20, NAVY)
        + _edge("left", 8, 14, NAVY)
        + _edge("bottom", 48, 18, TEAL)
        + _edge("right", 8, 14, NAVY)
    )
    ppr = _ppr(keep_next=True, keep_lines=True, borders=borders, fill=NAVY, before=before, after=after, line=276)
    return ppr, _rpr(bold=bold, colour=WHITE, size=size)


def _bar(colour: str, fill: str) -> str:
    """A thick bar on the left; the other edges have the fill's colour, which makes room in the tint."""
    return (
        _edge("top", 4, 4, fill)
        + _edge("left", 40, 8, colour)
        + _edge("bottom", 4, 4, fill)
        + _edge("right", 4, 4, fill)
    )


def _paragraph_styles(letter: bool) -> str:
    bar, amber = _bar(NAVY, TINT), _bar(AMBER, AMBER_TINT)
    grey_bar = _edge("left", 24, 10, RULE)
    heading_rule = "" if letter else _edge("bottom", 8, 5, TEAL)
    body = "CW Body"
    return "".join(
        (
            _style(
                "heading 1",
                _ppr(
                    keep_next=True,
                    keep_lines=True,
                    borders=heading_rule,
                    before=120 if letter else 400,
                    after=140 if letter else 220,
                    line=264,
                    outline=0,
                ),
                _rpr(bold=True, colour=NAVY, size=16 if letter else 21),
                follow=body,
                priority=9,
            ),
            _style(
                "heading 2",
                _ppr(keep_next=True, keep_lines=True, before=320, after=100, line=264, outline=1),
                _rpr(bold=True, colour=TEAL, size=15),
                follow=body,
                priority=9,
            ),
            _style(
                "heading 3",
                _ppr(keep_next=True, keep_lines=True, before=240, after=80, line=264, outline=2),
                _rpr(bold=True, colour=NAVY, size=13),
                follow=body,
                priority=9,
            ),
            _style("CW Eyebrow", *_band(12, bold=True, before=0, after=160), follow="Title", priority=2),
            _style("Title", *_band(28, bold=True, before=0, after=160), follow="CW Subtitle", priority=2),
            _style("CW Subtitle", *_band(14, bold=False, before=0, after=480), follow=body, priority=2),
            _style(body, "", "", priority=1),
            _style("CW Lead", _ppr(after=200), _rpr(colour=NAVY, size=13.5), priority=3),
            _style(
                "CW Question",
                _ppr(keep_next=True, keep_lines=True, after=160),
                _rpr(bold=True, colour=NAVY),
                follow=body,
                priority=3,
            ),
            _style(
                "CW Position",
                _ppr(keep_lines=True, borders=bar, fill=TINT, before=80, after=200, left=227, right=113),
                "",
                follow=body,
                priority=3,
            ),
            _style(
                "CW Key message",
                _ppr(keep_lines=True, borders=bar, fill=TINT, before=80, after=120, left=227, right=113),
                _rpr(colour=NAVY),
                priority=3,
            ),
            _style(
                "CW Note",
                _ppr(keep_lines=True, borders=amber, fill=AMBER_TINT, before=200, after=160, left=227, right=113),
                "",
                follow=body,
                priority=3,
            ),
            _style("CW Source", _ppr(before=60, after=220, line=276), _rpr(colour=GREY), follow=body, priority=4),
            _style("CW Address", _ppr(after=0, line=276), "", priority=4),
            _style("CW Reference line", _ppr(before=0, after=0, line=276), "", priority=4),
            _style("CW Salutation", _ppr(before=280, after=120), "", follow=body, priority=4),
            _style("CW Sign-off", _ppr(keep_next=True, keep_lines=True, before=120, after=0), "", priority=4),
            _style(
                "CW Signature",
                _ppr(keep_lines=True, before=960, after=0, line=276),
                _rpr(bold=True),
                follow="CW Address",
                priority=4,
            ),
            _style(
                "CW Quote",
                _ppr(keep_next=True, keep_lines=True, borders=grey_bar, before=140, after=0, left=454, right=340),
                "",
                follow="CW Quote source",
                priority=3,
            ),
            _style(
                "CW Quote source",
                _ppr(keep_lines=True, borders=grey_bar, before=0, after=220, left=454, right=340),
                _rpr(colour=GREY),
                follow=body,
                priority=3,
            ),
            _style("List Bullet", _ppr(num=1, after=100), "", priority=3),
            _style("List Number", _ppr(num=2, after=100), "", priority=3),
            _style("CW Recommendation", _ppr(keep_lines=True, num=3, after=140), "", priority=3),
            _style("CW Numbered", _ppr(num=4), "", priority=3),
            _style(
                "caption",
                _ppr(keep_next=True, keep_lines=True, before=240, after=120, line=276),
                _rpr(bold=True, colour=NAVY, upright=True),
                follow=body,
                priority=5,
            ),
            _style("CW Figure", _ppr(keep_next=True, after=80, line=240), "", follow=body, priority=5),
            _style("CW Table text", _ppr(before=40, after=40, line=276), "", priority=5),
            _style(
                "CW Table head",
                _ppr(keep_next=True, fill=NAVY, before=40, after=40, line=276),
                _rpr(bold=True, colour=WHITE),
                priority=5,
            ),
            _style("CW Table first", _ppr(before=40, after=40, line=276), _rpr(bold=True), priority=5),
            _style("CW Table number", _ppr(before=40, after=40, line=276, right=85, align="right"), "", priority=5),
            _style(
                "CW Table number head",
                _ppr(keep_next=True, fill=NAVY, before=40, after=40, line=276, right=85, align="right"),
                _rpr(bold=True, colour=WHITE),
                priority=5,
            ),
            _style("CW Table end", _ppr(before=0, after=0, line=240), "", priority=5, gallery=False),
            _style("CW Logo", _ppr(after=240, line=240), "", priority=6, gallery=False),
            _style(
                "CW Letterhead",
                _ppr(keep_next=True, after=20, line=264),
                _rpr(bold=True, colour=NAVY, size=20),
                priority=6,
            ),
            _style(
                "CW Strapline",
                _ppr(borders=_edge("bottom", 24, 7, TEAL), after=360, line=264),
                _rpr(colour=TEAL),
                priority=6,
            ),
            _style("header", _ppr(tabs=_RIGHT_TAB, after=0, line=252), _rpr(colour=GREY), priority=6, gallery=False),
            _style(
                "CW Header rule",
                _ppr(borders=_edge("bottom", 4, 5, RULE), tabs=_RIGHT_TAB, after=160, line=252),
                _rpr(colour=GREY),
                priority=6,
                gallery=False,
            ),
            _style("footer", _ppr(tabs=_RIGHT_TAB, after=0, line=252), _rpr(colour=GREY), priority=6, gallery=False),
            _style(
                "CW Footer rule",
                _ppr(borders=_edge("top", 4, 6, RULE), tabs=_RIGHT_TAB, before=160, after=0, line=252),
                _rpr(colour=GREY),
                priority=6,
                gallery=False,
            ),
            _style(
                "CW Contents",
                _ppr(keep_next=True, keep_lines=True, before=0, after=220, line=264),
                _rpr(bold=True, colour=NAVY, size=21),
                priority=39,
                gallery=False,
            ),
            _style("footnote text", _ppr(after=60, line=276), "", priority=99, gallery=False),
            _style("annotation text", _ppr(after=60, line=276), "", priority=99, gallery=False),
            *(
                _style(
                    f"toc {level}",
                    _ppr(
                        tabs='<w:tab w:val="right" w:leader="dot" w:pos="9070"/>',
                        after=80,
                        left=283 * (level - 1),
                    ),
                    "",
                    priority=39,
                    gallery=False,
                )
                for level in (1, 2, 3)
            ),
        )
    )


def _character_styles() -> str:
    plain = "DefaultParagraphFont"
    sup = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return "".join(
        (
            _style("Strong", "", _rpr(bold=True), kind="character", based=plain, priority=7),
            _style(
                "Hyperlink",
                "",
                _rpr(colour=TEAL, underline=True),
                kind="character",
                based=plain,
                priority=99,
                gallery=False,
            ),
            _style("CW Reference", "", _rpr(bold=False, colour=TEAL), kind="character", based=plain, priority=7),
            _style("footnote reference", "", sup, kind="character", based=plain, priority=99, gallery=False),
            _style("annotation reference", "", "", kind="character", based=plain, priority=99, gallery=False),
        )
    )


def _table_styles() -> str:
    edges = _edge("top", 8, 0, NAVY) + _edge("bottom", 8, 0, NAVY) + _edge("insideH", 4, 0, RULE)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 120), ("bottom", 40), ("right", 120))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="CWTable"><w:name w:val="CW Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="5"/><w:qFormat/>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{edges}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        # Without it a hairline of paper shows between the dark cells.
        f"<w:tcBorders>{_edge('insideV', 4, 0, NAVY)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="band2Horz"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _form_styles() -> str:
    """What a form is made of: a box to write in, a line with a box to tick, lines that stay with them."""
    frame = "".join(_edge(side, 12, 4, GREY) for side in ("top", "left", "bottom", "right"))
    note = _edge("left", 24, 8, AMBER)
    lines = (
        _style("CW Form line", _ppr(keep_next=True, keep_lines=True)),
        _style("CW Form small", _ppr(keep_next=True, keep_lines=True, before=280), _rpr(colour=GREY)),
        _style(
            "CW Form note", _ppr(keep_next=True, keep_lines=True, borders=note, fill=AMBER_TINT, before=60, left=142)
        ),
    )
    return (
        "".join(lines)
        + _style("CW Box", _ppr(keep_lines=True, borders=frame, before=0, after=0, line=360, left=113, right=113))
        + _style(
            "CW Choice",
            _ppr(
                keep_lines=True, tabs='<w:tab w:val="left" w:pos="2268"/>', before=60, after=60, left=510, hanging=397
            ),
        )
    )


def styles_xml(*, letter: bool = False, points: float = 12) -> str:
    """The whole of ``word/styles.xml``. Letters have a smaller first heading without a rule.

    Args:
        points: the size of running text; a note to people who took part has a larger one.
    """
    half = int(points * 2)
    return (
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_ppr(after=160, line=300)}{_rpr(colour=INK)}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>'
        '</w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        f"{_paragraph_styles(letter)}{_form_styles()}{_character_styles()}{_table_styles()}</w:styles>"
    )


def numbering_xml() -> str:
    """``word/numbering.xml``: bullets (1), numbers (2), recommendations R1, R2 (3), paragraphs (4)."""

    def level(fmt: str, text: str, style: str, left: int, hanging: int, rpr: str) -> str:
        return (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:pStyle w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{rpr}</w:lvl>'
        )

    levels = (
        level("bullet", "•", "ListBullet", 567, 340, _rpr(colour=TEAL)),
        level("decimal", "%1.", "ListNumber", 567, 454, _rpr(colour=TEAL)),
        level("decimal", "R%1", "CWRecommendation", 680, 680, _rpr(bold=True, colour=TEAL)),
        level("decimal", "%1.", "CWNumbered", 567, 567, _rpr(colour=GREY)),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="0C0{n}7E5A"/>'
        f'<w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="0C0{n}7E5B"/>{one}</w:abstractNum>'
        for n, one in enumerate(levels, start=1)
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3, 4))
    return f'{XML}<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>'


def settings_xml() -> str:
    """``word/settings.xml``: Word 2013 and later, no compatibility mode, no questions when opened."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
            ("differentiateMultirowTableHeaders", "1"),
        )
    )
    return (
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" '
        'w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
        'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
        'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def font_table_xml() -> str:
    """``word/fontTable.xml``: the one face, and what may stand in for it."""
    return (
        f'{XML}<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/>'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme_xml() -> str:
    """``word/theme/theme1.xml``: the house colours in Word's colour picker."""
    colours = (
        ("dk1", INK),
        ("lt1", WHITE),
        ("dk2", NAVY),
        ("lt2", TINT),
        ("accent1", TEAL),
        ("accent2", NAVY),
        ("accent3", AMBER),
        ("accent4", GREY),
        ("accent5", RULE),
        ("accent6", AMBER_TINT),
        ("hlink", TEAL),
        ("folHlink", NAVY),
    )
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours)
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{XML}<a:theme xmlns:a="{A}" name="House style"><a:themeElements>'
        f'<a:clrScheme name="House style">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="House style"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="House style"><a:fillStyleLst>{fill}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
