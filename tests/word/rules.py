"""Rules of a Word package that no schema holds: what Word would repair or refuse."""

from __future__ import annotations

import itertools
import posixpath
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def broken_rules(path: Path) -> list[str]:
    """What is wrong with a package, as sentences; empty when all is well."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        trees = {
            n: etree.fromstring(package.read(n), etree.XMLParser(huge_tree=True))
            for n in names
            if n.endswith((".xml", ".rels"))
        }
    wrong = [f"{n} stands there twice" for n, k in Counter(names).items() if k > 1]
    wrong += _types(names, trees)
    relations = _relations(names, trees, wrong)
    styles = {s.get(f"{W}styleId") for s in trees["word/styles.xml"].iter(f"{W}style")}
    numbers = {n.get(f"{W}numId") for n in trees["word/numbering.xml"].findall(f"{W}num")}
    for name, tree in trees.items():
        if tree.tag.startswith(W):
            wrong += [f"{name}: {w}" for w in _story(tree, styles, numbers, relations.get(name, set()))]
    return wrong


def _types(names: list[str], trees: dict[str, Any]) -> list[str]:
    types = trees["[Content_Types].xml"]
    defaults = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    overrides = {e.get("PartName")[1:] for e in types if e.tag.endswith("Override")}
    wrong = [f"content type of missing part {n}" for n in overrides - set(names)]
    untyped = (n for n in names if n not in overrides and n.rsplit(".", 1)[-1] not in defaults)
    return wrong + [f"{n} has no content type" for n in untyped if n != "[Content_Types].xml"]


def _relations(names: list[str], trees: dict[str, Any], wrong: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, file = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), file[:-5])
        ids = [str(r.get("Id")) for r in tree]
        wrong += [f"{name}: id {i} twice" for i, k in Counter(ids).items() if k > 1]
        found[source] = set(ids)
        for r in tree:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(source), str(r.get("Target"))))
            if r.get("TargetMode") != "External" and target.lstrip("/") not in names:
                wrong.append(f"{name}: {target} is missing")
    return found


def _story(tree: Any, styles: set[Any], numbers: set[Any], relations: set[str]) -> list[str]:
    wrong = []
    starts = [b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkStart")]
    if Counter(starts) != Counter(b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkEnd")) or len(set(starts)) != len(
        starts
    ):
        wrong.append("bookmarks do not pair")
    marks = [b.get(f"{W}name") for b in tree.iter(f"{W}bookmarkStart")]
    wrong += [f"bookmark {n}" for n in marks if marks.count(n) > 1 or not re.fullmatch(r"[A-Za-z_]\w{0,39}", n)]
    drawn = [d.get("id") for d in tree.iter(_DOC_PR)]
    if len(set(drawn)) != len(drawn):
        wrong.append("picture ids are not unique")
    for kind in ("pStyle", "rStyle", "tblStyle"):
        wrong += [f"no style {e.get(f'{W}val')}" for e in tree.iter(f"{W}{kind}") if e.get(f"{W}val") not in styles]
    wrong += [f"no list {e.get(f'{W}val')}" for e in tree.iter(f"{W}numId") if e.get(f"{W}val") not in numbers]
    for e in tree.iter():
        for name in ("id", "embed"):
            if e.get(R + name) and e.get(R + name) not in relations:
                wrong.append(f"no relationship {e.get(R + name)}")
    wrong += ["a cell does not end with a paragraph" for c in tree.iter(f"{W}tc") if c[-1].tag != f"{W}p"]
    for t in tree.iter(f"{W}t"):
        if t.text and t.text != t.text.strip() and t.get(_SPACE) != "preserve":
            wrong.append(f"{t.text!r} loses its space")
    body = tree.find(f"{W}body")
    if body is not None:
        tags = [c.tag for c in body]
        if tags[-1] != f"{W}sectPr" or tags[-2] != f"{W}p":
            wrong.append("the body does not end with a paragraph and its section")
        wrong += ["two tables touch" for a, b in itertools.pairwise(tags) if a == b == f"{W}tbl"]
    elif tree.tag in (f"{W}hdr", f"{W}ftr") and tree.find(f"{W}p") is None:
        wrong.append("a header or footer has no paragraph")
    return wrong
