"""Transcripts and notes: who speaks, who asks, and no word in another's mouth. Everybody is made up."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from consultwork.errors import BadFile, BadSettings, Undecided
from consultwork.exchange.documents import read_lines
from consultwork.exchange.transcript import (
    propose_words,
    read_transcript,
    read_words_mapping,
    words_intake,
    write_words_mapping,
)
from consultwork.kinds import Kind
from consultwork.model import Channel, Consultation, Question, Speaker
from tests.refusing import refuses

GOOD = "What was good about the food you were given in hospital?"
ASKED = Consultation("food", "Hospital food", "The trust", "local", questions=(Question("food", "1", GOOD),))
TALK = f"""Interview at the drop-in, 4 January
INT: {GOOD}
P1: The soup, mostly.
It was hot.
INT: And at night?
P1: Nothing: they close at six.
P2: I had toast.
"""


def saved(tmp_path: Path, text: str | bytes, name: str = "talk.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def taken(path: Path, **who: str):  # type: ignore[no-untyped-def]
    transcript = read_transcript(path)
    mapping = propose_words(transcript, "food")
    if who:
        mapping = mapping.model_copy(update={"speakers": {**mapping.speakers, **who}, "doubts": []})
    return transcript, mapping, words_intake(transcript, mapping, [ASKED])


def test_turns_become_words_with_what_was_asked_just_before(tmp_path: Path) -> None:
    """Each person's turn is kept word for word; the interviewer's is what was asked."""
    _, mapping, found = taken(saved(tmp_path, TALK))
    assert mapping.doubts == []
    assert [(r.question, r.prompt, r.words) for r in found.rows] == [
        ("1", "", "The soup, mostly.\nIt was hot."),
        ("", "And at night?", "Nothing: they close at six."),
        ("", "And at night?", "I had toast."),
    ]
    assert found.people == 2 and {r.channel for r in found.rows} == {Channel.INTERVIEW}
    assert [(x.row, "Interview at the drop-in" in x.why) for x in found.left_out] == [(1, True)]


def test_the_file_says_that_nobody_gave_permission(tmp_path: Path) -> None:
    """A transcript records no permission, and the account says that nothing is used until one is."""
    _, _, found = taken(saved(tmp_path, TALK))
    assert not [r for r in found.rows if r.permissions] and any("no permission" in n for n in found.notes)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Interviewer: Hello?\nJane: Hello.\nInterviewer: Well?\nJane: Well.\n", ["Interviewer", "Jane"]),
        ("Speaker 1  00:01:23\nHow was it?\n\nSpeaker 2  00:01:30\nCold.\n", ["Speaker 1", "Speaker 2"]),
        (
            "[00:01] Ann Other: How was it?\n[00:04] Bo: Cold.\n[00:09] Ann Other: Why?\n[00:10] Bo: Late.\n",
            ["Ann Other", "Bo"],
        ),
        (
            "Ann Other   0:01\nHow was it?\nBo   0:04\nCold.\nAnn Other   0:09\nWhy?\nBo   0:12\nLate.\n",
            ["Ann Other", "Bo"],
        ),
        ("Q. How was it?\nA. Cold.\n", ["(nobody named)"]),
        ("Q: How was it?\nA: Cold.\nQ: Why?\nA: Late.\n", ["Q", "A"]),
        ("Int: How?\nINT: Why?\nP1: Cold.\n", ["Int", "P1"]),
    ],
)
def test_names_at_line_starts_are_speakers(tmp_path: Path, text: str, speakers: list[str]) -> None:
    """Codes, names, times before or behind them: who speaks is found."""
    assert list(read_transcript(saved(tmp_path, text)).speakers) == speakers


@pytest.mark.parametrize(
    "said", ["At 10:30 we left.", "One thing: it was late.", "I said: stop.", "See https://example.org: it says so."]
)
def test_a_colon_in_words_makes_no_speaker(tmp_path: Path, said: str) -> None:
    """A colon or a time in the middle of somebody's words leaves them theirs."""
    _, _, found = taken(saved(tmp_path, f"INT: How was it?\nP1: Long.\n{said}\nINT: Thanks?\nP1: Bye.\n"))
    assert found.rows[0].words == f"Long.\n{said}"


def test_a_name_that_stands_once_is_put_to_a_person(tmp_path: Path) -> None:
    """A name before one turn only is a speaker until a person says that it is none; then its words go back."""
    path = saved(tmp_path, "INT: How was it?\nP1: Long.\nDriver: She waited.\nINT: Thanks?\nP1: Bye.\n")
    _, mapping, found = taken(path)
    assert any("“Driver”" in d for d in mapping.doubts) and found.people == 2
    _, _, found = taken(path, Driver="no speaker")
    assert [r.words for r in found.rows] == ["Long.\nDriver: She waited.", "Bye."]


def test_where_no_code_tells_whoever_asks_is_proposed_and_a_person_asked(tmp_path: Path) -> None:
    """Of two names the one who asks most is proposed as the interviewer, never taken for sure."""
    path = saved(tmp_path, "Ann: How was it?\nBo: Cold.\nAnn: And the soup?\nBo: Colder.\n")
    _, mapping, _ = taken(path)
    assert mapping.speakers == {"Ann": "interviewer", "Bo": "person"} and "may be the interviewer" in mapping.doubts[0]
    with refuses(Undecided, Kind.MAPPING_IS_UNSURE, what="who speaks", target="talk.MAP.yaml"):
        mapping.require_sure(path)
    target = tmp_path / "talk.MAP.yaml"
    target.write_text(target.read_text(encoding="utf-8").replace("Bo: person", "Bo: staff"), encoding="utf-8")
    corrected = read_words_mapping(target)
    found = words_intake(read_transcript(path), corrected, [ASKED])
    assert corrected.doubts == [] and {r.speaker for r in found.rows} == {Speaker.STAFF}


@pytest.mark.parametrize(
    "text", ["", "[", "said_on: 2022-01-99", "[" * 5000, "speakers: {Ann: queen}", "- 1", "speakers: 3", "soup: hot"]
)
def test_a_wrong_mapping_of_speakers_is_a_sentence(tmp_path: Path, text: str) -> None:
    """A mapping that is empty, broken or says something unknown is refused."""
    with pytest.raises(BadSettings):
        read_words_mapping(saved(tmp_path, text, "MAP.yaml"))


def test_a_mapping_of_speakers_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """What is proposed and what is read back are the same, however odd a name is."""
    mapping = propose_words(read_transcript(saved(tmp_path, TALK)), "food")
    write_words_mapping(mapping, tmp_path / "m.yaml")
    assert read_words_mapping(tmp_path / "m.yaml") == mapping


def test_a_turn_that_is_said_twice_is_said_so(tmp_path: Path) -> None:
    """The same words of the same person to the same question are kept once, and the second is named."""
    _, _, found = taken(saved(tmp_path, "INT: Well?\nP1: Yes.\nP2: No.\nP1: Yes.\n"))
    assert [r.words for r in found.rows] == ["Yes.", "No."] and "said the same words" in found.left_out[0].why


def test_a_note_without_speakers_is_one_persons_only_once_a_person_says_so(tmp_path: Path) -> None:
    """Words under no name are proposed as one person's and put to somebody who knows."""
    _, mapping, found = taken(saved(tmp_path, "It was cold.\n\nNobody came: I waited.\n"))
    assert "no speaker was found" in mapping.doubts[0]
    assert [r.words for r in found.rows] == ["It was cold.\nNobody came: I waited."]
    assert (mapping.verbatim, mapping.channel) == (False, Channel.LETTER)


def word(tmp_path: Path, fill) -> Path:  # type: ignore[no-untyped-def]
    document = Document()
    fill(document)
    document.save(tmp_path / "talk.docx")
    return tmp_path / "talk.docx"


def test_bold_names_are_speakers(tmp_path: Path) -> None:
    """A name in bold before the words, or alone above them, is who speaks."""

    def fill(d) -> None:  # type: ignore[no-untyped-def]
        for name, said in (("Ann", "How was it?"), ("Bo", "Cold."), ("Ann", "Why?"), ("Bo", "Late.")):
            p = d.add_paragraph()
            p.add_run(name).bold = True
            p.add_run(f" {said}")

    _, mapping, found = taken(word(tmp_path, fill))
    assert mapping.speakers == {"Ann": "interviewer", "Bo": "person"} and [r.words for r in found.rows] == [
        "Cold.",
        "Late.",
    ]


def test_a_transcript_laid_out_as_a_table_is_read(tmp_path: Path) -> None:
    """A table with names beside words gives a turn a row."""

    def fill(d) -> None:  # type: ignore[no-untyped-def]
        rows = [("INT", "How was it?"), ("P1", "Cold."), ("INT", "Why?"), ("P1", "Late."), ("P1", "And wet.")]
        table = d.add_table(rows=len(rows), cols=2)
        for row, (name, said) in zip(table.rows, rows, strict=True):
            row.cells[0].text, row.cells[1].text = name, said

    _, mapping, found = taken(word(tmp_path, fill))
    assert mapping.doubts == [] and [(r.prompt, r.words) for r in found.rows] == [
        ("How was it?", "Cold."), ("Why?", "Late."), ("Why?", "And wet."),
    ]  # fmt: skip


def test_comments_never_become_anybodys_words(tmp_path: Path) -> None:
    """A comment in the margin is counted as not read, and stands in nobody's mouth."""

    def fill(d) -> None:  # type: ignore[no-untyped-def]
        d.add_paragraph("INT: How was it?")
        d.add_comment(d.add_paragraph("P1: Cold.").runs, text="She means the soup", author="Ann")

    transcript, _, found = taken(word(tmp_path, fill))
    assert [r.words for r in found.rows] == ["Cold."] and any("1 comment in the margin" in n for n in transcript.notes)


def test_tracked_changes_are_read_as_the_officer_chooses(tmp_path: Path) -> None:
    """As accepted or as it was: both readings are to be had, and the account says which it is."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def fill(d) -> None:  # type: ignore[no-untyped-def]
        d.add_paragraph("INT: How was it?")
        p = d.add_paragraph("P1: It was ")._p
        who = 'w:id="1" w:author="Ann" w:date="2022-01-01T00:00:00Z"'
        p.append(parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>cold</w:delText></w:r></w:del>"))
        p.append(parse_xml(f"<w:ins {nsdecls('w')} {who}><w:r><w:t>fine</w:t></w:r></w:ins>"))

    path = word(tmp_path, fill)
    for original, said in ((False, "It was fine"), (True, "It was cold")):
        transcript = read_transcript(path, original=original)
        assert transcript.turns[-1].text == said and any("tracked changes are read as" in n for n in transcript.notes)


def odt(body: str, **more: bytes) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, data in more.items():
            package.writestr(name, data)
    return made.getvalue()


def test_an_open_document_is_read_without_comments_and_deleted_words(tmp_path: Path) -> None:
    """Spaces, tabs, breaks, spans and notes of an .odt are read; comments and deleted words are not."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>INT: How<text:s text:c='2'/>was it?</text:p>"
        "<text:p>P1: <text:span>Cold<text:span>, very</text:span></text:span> so<office:annotation><text:p>hm</text:p>"
        "</office:annotation>.<text:line-break/>Late<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note></text:p>"
    )
    transcript, _, found = taken(saved(tmp_path, odt(body), "talk.odt"))
    assert [(r.prompt, r.words) for r in found.rows] == [("How  was it?", "Cold, very so.\nLate")]
    assert [x.why for x in found.left_out] == ["(footnotes): “a note”."]
    assert any("1 comment" in n for n in transcript.notes) and any("accepted" in n for n in transcript.notes)
    with refuses(BadFile, Kind.ODT_CHANGES_CANNOT_BE_TAKEN_BACK):
        read_transcript(tmp_path / "talk.odt", original=True)


def test_rich_text_is_read_and_its_changes_refused(tmp_path: Path) -> None:
    """An .rtf gives its letters; one with tracked changes would mix deleted words in, and is refused."""
    text = "{\\rtf1\\ansi INT: How was it?\\par P1: Caf\\'e9 \\u8220?fine\\u8221?\\par}"
    _, _, found = taken(saved(tmp_path, text, "talk.rtf"))
    assert [r.words for r in found.rows] == ["Café “fine”"]
    with refuses(BadFile, Kind.RTF_FILE_HOLDS_TRACKED_CHANGES):
        read_transcript(saved(tmp_path, text.replace("\\par}", "{\\deleted gone}\\par}"), "b.rtf"))


def pdf(*lines: str) -> bytes:
    """A PDF of one page, written by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_a_pdf_is_read_and_a_scan_refused(tmp_path: Path) -> None:
    """Lines that end by the width of the page are put together; a scan is said to be one."""
    _, _, found = taken(saved(tmp_path, pdf("INT: How was it?", "P1: Cold and very", "late.", "12"), "talk.pdf"))
    assert [r.words for r in found.rows] == ["Cold and very late."]
    assert [x.why for x in found.left_out] == ["(headers and footers): “12”."]
    with refuses(BadFile, Kind.PDF_IS_A_SCAN):
        read_transcript(saved(tmp_path, pdf(), "scan.pdf"))


@pytest.mark.parametrize("name", ["a.pdf", "a.odt", "a.rtf", "a.docx"])
@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_read_or_a_sentence(tmp_path: Path, name: str, cut: float) -> None:
    """However much of a file is missing, it never ends in anything but a sentence."""
    Document().save(tmp_path / "whole.docx")
    whole = {
        "a.pdf": pdf("INT: x", "P1: y"), "a.odt": odt("<text:p>x</text:p>"), "a.rtf": b"{\\rtf1 INT: x\\par P1: y}",
        "a.docx": (tmp_path / "whole.docx").read_bytes(),
    }[name]  # fmt: skip
    path = saved(tmp_path, whole[: int(len(whole) * cut)], name)
    try:
        assert read_lines(path).lines
    except BadFile as refusal:
        assert refusal.todo
