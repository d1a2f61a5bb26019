"""For tests of asking back: a draft that rests on made-up people who came by the page; and for those that sign off."""

from __future__ import annotations

from dataclasses import dataclass

from consultwork.journey.respond import section_key
from consultwork.model import Answer, CheckRound, DocumentKind, Link, Piece, PieceKind, Position, Speaker, Use
from consultwork.workbench import Workbench
from consultwork.workbench.visitors.visits import VisitDesk

WH, KIND = "womens-health", DocumentKind.SUBMISSION
ONE = "Nobody listened until the third visit, and by then I was very ill. Made up."
OTHER = "They sent me from one desk to the next and then home again. Made up."
MESSAGE = "Being believed is the beginning of care, not “from one desk to the next and then home again”."
SAID = "It should say women, not patients. Made up."


def nobody_asked(bench: Workbench, consultation: str, kind: DocumentKind | str) -> None:
    """Record that nobody was asked about a document, with a made-up reason."""
    bench.member_checking.nobody(consultation, kind, "everybody in this test is made up")


def came(bench: Workbench, words: str, **more: str) -> str:
    """Somebody fills the form in on the page, allows quoting, and sends it. Returns their four words."""
    desk = bench.invitations.at(WH)
    desk.act("start", "next")
    desk.save({"q:1:words": words, "p:count": "Yes", "p:paraphrase": "Yes", "p:quote": "Yes", **more})
    assert desk.act("check", "send").key == "thanks"
    return desk.visit().code


@dataclass
class ShownDraft:
    """A draft in which both are quoted: who they are, and their four words."""

    one: str
    one_code: str
    other: str
    other_code: str


def drafted(bench: Workbench) -> ShownDraft:
    """Two people come by the page, their words are coded and quoted, and the submission is made."""
    codes = [came(bench, ONE), came(bench, OTHER)]
    bench.safeguard.decide_all("keep")
    bench.safeguard.clear()
    code = bench.theme.codebook[0].id
    texts = {c.text: c for c in bench.snapshot().contributions.values()}
    bench.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in texts.values()])
    bench.mapping.decide_many([Link(WH, "1", code, True)])
    bench.safeguard.may_leave(WH, "Everybody is made up.")
    asks = [a for a in bench.asks.values() if WH in a.consultations][:2]
    pieces = [
        Piece(PieceKind.WORDS, "This is what we heard."), Piece(PieceKind.COUNT, code), Piece(PieceKind.QUOTE, code),
        Piece(PieceKind.QUOTE, code), *(Piece(PieceKind.ASK, a.id) for a in asks),
    ]  # fmt: skip
    message = Answer(
        WH, section_key("key-messages", 1), (Piece(PieceKind.WORDS, MESSAGE), Piece(PieceKind.ASK, asks[0].id))
    )
    bench.respond.write_answers([Answer(WH, "1", tuple(pieces)), message])
    bench.respond.make(WH, KIND)
    return ShownDraft(texts[ONE].contributor, codes[0], texts[OTHER].contributor, codes[1])


def group(bench: Workbench) -> str:
    """A made-up group of six that was heard in a workshop. Returns its ref."""
    from consultwork.model import Channel, Permission, Submission

    said = Submission("", "", WH, "1", "We all waited for months. Made up.", "", False, Channel.WORKSHOP)
    given = [Permission(use, use is not Use.CONTACT) for use in Use]
    ref = bench.gather.receive([said], given, speaker=Speaker.GROUP, present=6, role="a made-up group")
    bench.safeguard.decide_all("keep")
    bench.safeguard.clear()
    return ref


def started(bench: Workbench) -> CheckRound:
    """The submission is shown on the pages."""
    return bench.member_checking.start(WH, KIND)


def back(bench: Workbench, code: str, cookie: str = "") -> VisitDesk:
    """Somebody comes back by their four words."""
    desk = bench.invitations.at(WH, cookie=cookie)
    key = desk.act("return", "open", {"code": code}).key
    assert key == "mine" or key.startswith("draft:")  # where they were
    return desk
