"""Comments in a Word file: threads, who is answered, what is resolved, and where each one stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.model import Comment
from consultwork.ooxml.package import W14, Package, w
from consultwork.ooxml.walk import BodyParagraph, Runs, Walk

# The name that our own comments carry in a copy for reviewers: they hold evidence, not somebody's view.
OURS = "consultwork evidence"


def read_comments(path: Path) -> tuple[Comment, ...]:
    """Every comment of a Word file, in the order in which they stand in the text.

    ``thread`` is the id of the thread's first comment, ``parent`` the id of the comment that is
    answered ("" for the first). ``resolved`` holds for a whole thread. ``on`` is the date as Word
    wrote it: local time, or "" where personal information was removed. ``anchored`` is what the
    comment is on, as it reads once changes are accepted; deleted words where nothing else is left.
    Comments that we put in ourselves are passed over; an answer to one stands as a comment of its own.

    Args:
        path: any .docx.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    root = package.tree_of("comments")
    if root is None:
        return ()
    walk = Walk(package)
    elements = {str(e.get(w("id"))): e for e in root.iter(w("comment"))}
    parents, done = _threads(package, elements)
    order = [i for i in walk.comment_order if i in elements]
    order += [i for i in elements if i not in set(order)]
    comments = []
    ours = {i for i, e in elements.items() if e.get(w("author")) == OURS}
    for ident in order:
        if ident in ours:
            continue
        element, thread = elements[ident], _root(ident, parents)
        place = walk.comment_places.get(ident, walk.comment_places.get(thread, len(walk.paragraphs)))
        stands = walk.paragraphs[place] if place < len(walk.paragraphs) else BodyParagraph()
        comments.append(
            Comment(
                id=ident,
                author=str(element.get(w("author")) or ""),
                text=_text(walk, element),
                on=str(element.get(w("date")) or ""),
                anchored=_anchored(walk, ident) or _anchored(walk, thread),
                section=walk.comment_sections.get(ident) or walk.comment_sections.get(thread, ""),
                thread=ident if thread in ours else thread,
                parent="" if parents.get(ident, "") in ours else parents.get(ident, ""),
                resolved=thread in done or ident in done,
                anchor=stands.anchors[0] if stands.anchors else "",
                paragraph=stands.text or stands.original,
            )
        )
    return tuple(comments)


def _threads(package: Package, elements: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """Parents by comment id, and which comments are done. Both hang on paragraph ids."""
    paragraphs: dict[str, str] = {}
    for ident, element in elements.items():
        for paragraph in element.iter(w("p")):
            if paragraph.get(f"{{{W14}}}paraId"):
                paragraphs[str(paragraph.get(f"{{{W14}}}paraId")).upper()] = ident
    parents: dict[str, str] = {}
    done: set[str] = set()
    root = package.tree_of("commentsExtended")
    for entry in root if root is not None else ():
        # By local name: the namespace was another one in the first Word that wrote threads.
        told = {str(etree.QName(name).localname): str(value) for name, value in entry.attrib.items()}
        ident = paragraphs.get(told.get("paraId", "").upper(), "")
        parent = paragraphs.get(told.get("paraIdParent", "").upper(), "")
        if ident and parent and parent != ident:
            parents[ident] = parent
        if ident and told.get("done") in ("1", "true", "on"):
            done.add(ident)
    return parents, done


def _root(ident: str, parents: dict[str, str]) -> str:
    seen = {ident}
    while ident in parents and parents[ident] not in seen:
        ident = parents[ident]
        seen.add(ident)
    return ident


def _text(walk: Walk, element: Any) -> str:
    lines = []
    for paragraph in element.iter(w("p")):
        into = BodyParagraph()
        Runs(walk, into, [], dry=True).go(paragraph, ())
        lines.append(into.text)
    return "\n".join(lines).strip()


def _anchored(walk: Walk, ident: str) -> str:
    final, deleted = [], []
    for paragraph in walk.paragraphs:
        inside = [p for p in paragraph.pieces if ident in p.comments]
        if inside:
            final.append("".join(p.text for p in inside if p.final))
            deleted.append("".join(p.text for p in inside))
    text = "\n".join(t for t in final if t)
    return text or "\n".join(t for t in deleted if t)
