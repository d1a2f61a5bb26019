"""The copy to send holds the approved words and nothing else; the proof finds whatever is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from consultwork.errors import Blocked
from consultwork.kinds import FaultKind, Kind, Waiting
from consultwork.model import DocumentKind, DraftState
from consultwork.ooxml import read_document, read_texts
from consultwork.word.check.accessible import check
from consultwork.word.package import pack, unpack
from consultwork.word.write.to_send import faults, write_copy_to_send
from consultwork.workbench import Workbench
from tests.asked import nobody_asked
from tests.refusing import refuses
from tests.word.rules import broken_rules
from tests.word.tracked import rewrite, say_instead


@pytest.fixture
def response(demo_copy: Workbench) -> Path:
    """A response with links to its evidence, as it lies in out."""
    return demo_copy.respond.make("mental-health-act", DocumentKind.RESPONSE).path


def test_a_draft_may_not_leave_and_its_copy_may(response: Path, tmp_path: Path) -> None:
    """The draft has anchors, a manifest and an author; the copy says the same words and has none of them."""
    copy = tmp_path / "copy.docx"
    write_copy_to_send(response, copy)
    assert len(faults(response)) > 4
    assert faults(copy) == () and broken_rules(copy) == [] and check(copy) == ()
    assert read_texts(copy) == read_texts(response)
    data = b"".join(unpack(copy.read_bytes()).values())
    assert b"consultwork" not in data.lower() and b"_cw_" not in data


def test_links_within_the_copy_still_lead_somewhere(response: Path, tmp_path: Path) -> None:
    """Every link to the evidence has its target under another name."""
    copy = tmp_path / "copy.docx"
    write_copy_to_send(response, copy)
    body = unpack(copy.read_bytes())["word/document.xml"].decode()
    targets = {t for p in read_document(copy).paragraphs for t in p.link_targets if not t.startswith("http")}
    assert targets and all(f'w:name="{t}"' in body for t in targets)


def test_the_copy_is_the_same_each_time(response: Path, tmp_path: Path) -> None:
    """Same draft, same bytes."""
    write_copy_to_send(response, tmp_path / "a.docx")
    write_copy_to_send(response, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def _comment(path: Path) -> None:
    document = Document(str(path))
    document.add_comment(next(p.runs for p in document.paragraphs if p.runs), text="Hm", author="Kim")
    document.save(str(path))


def _author(path: Path) -> None:
    document = Document(str(path))
    document.core_properties.author = "Kim"
    document.save(str(path))


def _part(name: str, data: bytes) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.write_bytes(pack({**unpack(path.read_bytes()), name: data}))

    return put


def _words(old: str, new: str, author: str = "") -> Callable[[Path], None]:
    return lambda path: void(rewrite(path, path, lambda root: say_instead(root, old, new, author)))


def void(_: object) -> None:
    """Nothing."""


def _in_body(old: bytes, new: bytes) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        parts = unpack(path.read_bytes())
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
        path.write_bytes(pack(parts))

    return put


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_comment, FaultKind.LEFT_COMMENTS),
        (_author, FaultKind.LEFT_NAMES_WHO_MADE_IT),
        (_words("We", "They", "Kim"), FaultKind.LEFT_TRACKED_CHANGES),
        (_words("We", "P-0007 and C-0014", ""), FaultKind.LEFT_REF_OF_OURS),
        (_part("customXml/item9.xml", b"<a/>"), FaultKind.LEFT_DATA_PART),
        (_part("word/people.xml", b"<a/>"), FaultKind.LEFT_COMMENTS_PART),
        (_part("word/embeddings/a.bin", b"x"), FaultKind.LEFT_EMBEDDED_FILE),
        (_in_body(b"<w:r><w:t", b"<w:r><w:rPr><w:vanish/></w:rPr><w:t"), FaultKind.LEFT_HIDDEN_TEXT),
        (_in_body(b"<w:p>", b'<w:p w:rsidR="00AA11BB">'), FaultKind.LEFT_TELLS_OF_SESSIONS),
        (_in_body(b"</w:p>", b'<w:bookmarkStart w:id="9000" w:name="_cw_x"/><w:bookmarkEnd w:id="9000"/></w:p>'), FaultKind.LEFT_HIDDEN_ANCHORS),
    ],
)  # fmt: skip
def test_the_proof_finds_what_is_left(
    response: Path, tmp_path: Path, spoil: Callable[[Path], None], kind: FaultKind
) -> None:
    """Whatever is put into a clean copy again is named."""
    copy = tmp_path / "copy.docx"
    write_copy_to_send(response, copy)
    spoil(copy)
    assert kind in {fault.kind for fault in faults(copy)}, faults(copy)


def test_a_draft_with_open_changes_has_no_copy_to_send(response: Path, tmp_path: Path) -> None:
    """Nobody decides by making a copy: tracked changes and hidden text stop it, and nothing is written."""
    for spoil in (_words("We", "They", "Kim"), _in_body(b"<w:r><w:t", b"<w:r><w:rPr><w:vanish/></w:rPr><w:t")):
        path = tmp_path / "spoilt.docx"
        path.write_bytes(response.read_bytes())
        spoil(path)
        with pytest.raises(Blocked):
            write_copy_to_send(path, tmp_path / "copy.docx")
    assert not (tmp_path / "copy.docx").exists()


def test_word_made_traces_go(response: Path, tmp_path: Path) -> None:
    """A draft that was edited and saved with other programs loses its sessions, company and comments too."""
    path = tmp_path / "edited.docx"
    path.write_bytes(response.read_bytes())
    _comment(path)
    _in_body(b"<w:p>", b'<w:p w:rsidR="00AA11BB">')(path)
    document = Document(str(path))
    document.core_properties.last_printed = datetime(2021, 1, 1)  # noqa: DTZ001 - as Word keeps it
    document.save(str(path))
    copy = tmp_path / "copy.docx"
    write_copy_to_send(path, copy)
    assert faults(copy) == () and read_texts(copy)[1] == read_texts(response)[1]


def test_sent_is_what_was_approved(demo_copy: Workbench) -> None:
    """Approving makes the copy; sending notes its digest, day and route; an older approval stays on record."""
    letter = demo_copy.respond.make("womens-health", DocumentKind.LETTER).path
    nobody_asked(demo_copy, "womens-health", DocumentKind.LETTER)
    draft = demo_copy.review.approve(letter, "Sasha Example")
    copy = demo_copy.copies.made_of(draft)
    assert copy is not None and faults(demo_copy.root / copy.path) == ()
    assert "approved by" not in "\n".join(read_texts(demo_copy.root / copy.path)[1])
    demo_copy.review.approve(letter, "Robin Example")
    assert [(a.by, a.version) for a in demo_copy.review.approvals(draft)] == [
        ("Sasha Example", 1),
        ("Robin Example", 1),
    ]
    demo_copy.review.send(demo_copy.root / copy.path, "by post")
    record = demo_copy.review.record(draft)
    assert record is not None and record.state is DraftState.SENT and record.route == "by post"
    latest = demo_copy.copies.made_of(draft)
    assert latest is not None and record.sent_digest == latest.digest and len(record.sent_digest) == 64


def test_what_changed_after_approval_cannot_be_sent(demo_copy: Workbench) -> None:
    """The check says that it changed, the list says so, and neither the file nor its copy can be marked sent."""
    letter = demo_copy.respond.make("womens-health", DocumentKind.LETTER).path
    nobody_asked(demo_copy, "womens-health", DocumentKind.LETTER)
    draft = demo_copy.review.approve(letter, "Sasha Example")
    rewrite(letter, letter, lambda root: say_instead(root, "rarely meet", "seldom meet"))
    assert Waiting.CHANGED_AFTER_APPROVAL in {b.kind for b in demo_copy.review.check(letter)}
    notes = demo_copy.review.drafts().set_index("draft")["note"]
    assert notes[draft] == "changed after it was approved"
    copy = demo_copy.copies.made_of(draft)
    assert copy is not None
    for path in (letter, demo_copy.root / copy.path):
        with refuses(Blocked, Kind.MAY_NOT_BE_SENT):
            demo_copy.review.send(path, "by post")
