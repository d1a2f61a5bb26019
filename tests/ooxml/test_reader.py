"""Reading a Word file: nothing in it is passed over, and both texts are right."""

from __future__ import annotations

from pathlib import Path

from consultwork.ooxml import read_changes, read_comments, read_document, read_texts
from tests.ooxml.made import NAMES, gone, ins, made, p, t

QUESTION = p("Question 1", "H2")


def comment(ident: int, text: str, para: str, who: str = "Bo") -> str:
    return (
        f'<w:comment w:id="{ident}" w:author="{who}" w:date="2021-06-02T09:00:00Z">'
        f'<w:p w14:paraId="{para}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    )


def edges(ident: int, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{ident}"/>{inner}<w:commentRangeEnd w:id="{ident}"/>'
        f'<w:r><w:commentReference w:id="{ident}"/></w:r>'
    )


def test_every_place_with_words_is_read(tmp_path: Path) -> None:
    """Words in controls, links, fields, tags, tables, boxes, notes and headers are all there."""
    box = f"<w:txbxContent>{p('in a box')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{p('block control')}</w:sdtContent></w:sdt>"
        + p("<w:sdt><w:sdtContent>" + t("run control") + "</w:sdtContent></w:sdt>")
        + p('<w:hyperlink w:anchor="x">' + t("link") + "</w:hyperlink>")
        + p('<w:fldSimple w:instr=" REF x ">' + t("simple field") + "</w:fldSimple>")
        + p("<w:smartTag>" + t("smart tag") + "</w:smartTag>")
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SECRET</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + t("field result")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        + "<w:tbl><w:tr><w:tc>"
        + p("cell")
        + "<w:tbl><w:tr><w:tc>"
        + p("nested cell")
        + "</w:tc></w:tr></w:tbl>"
        + p("below")
        + "</w:tc></w:tr></w:tbl>"
        + p(
            "<w:r><mc:AlternateContent><mc:Choice>"
            f"<wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
        + p('<w:r><w:t>with note</w:t><w:footnoteReference w:id="2"/></w:r>')
        + p(
            '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:br w:type="page"/><w:noBreakHyphen/><w:sym w:char="2022"/></w:r>'
        )
    )
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:id="-1" w:type="separator">{p("line")}</w:footnote>'
        f'<w:footnote w:id="2">{p("the note")}</w:footnote></w:footnotes>'
    )
    path = made(tmp_path / "a.docx", QUESTION + body, footnotes=notes, header=f"<w:hdr {NAMES}>{p('the head')}</w:hdr>")
    read = read_document(path)
    assert [q.text for q in read.paragraphs] == [
        "Question 1", "block control", "run control", "link", "simple field", "smart tag", "field result", "cell",
        "nested cell", "below", "in a box", "with note", "a\tb\n\u2011•", "the note", "the head",
    ]  # fmt: skip
    places = {q.text: (q.place, q.section) for q in read.paragraphs}
    assert places["in a box"] == ("text box", "Question 1")
    assert places["the note"] == ("footnote", "Question 1")
    assert places["the head"] == ("header", "")
    assert [table.rows for table in read.tables] == [(("cell\nnested cell\nbelow",),), (("nested cell",),)]
    assert read.words == 24


def test_both_texts(tmp_path: Path) -> None:
    """The original has no insertion, the final no deletion; joined paragraphs are joined."""
    body = (
        p(t("Keep ") + ins(t("new ")) + gone("old ") + t("end."))
        + p(gone("All of it"), extra=f"<w:rPr>{ins('', kind='del')}</w:rPr>")
        + p("Next.")
        + p(ins(t("Split ")), extra=f"<w:rPr>{ins('')}</w:rPr>")
        + p("here.")
        + p(ins(ins("<w:r><w:delText>neither</w:delText></w:r>", "Bo", "del")) + t("Both."))
    )
    original, final = read_texts(made(tmp_path / "a.docx", body))
    assert original == ("Keep old end.", "All of it", "Next.", "here.", "Both.")
    assert final == ("Keep new end.", "Next.", "Split", "here.", "Both.")


def test_tracked_rows_and_moves(tmp_path: Path) -> None:
    """A deleted row is not in the final text, an inserted one not in the original; moves stay whole."""

    def row(words: str, kind: str = "") -> str:
        mark = f"<w:trPr>{ins('', kind=kind)}</w:trPr>" if kind else ""
        return f"<w:tr>{mark}<w:tc>{p(words)}</w:tc></w:tr>"

    table = f"<w:tbl>{row('one')}{row('two', 'del')}{row('three', 'ins')}</w:tbl>"
    moved = p(ins(t("moved"), kind="moveFrom")) + p(ins(t("moved"), kind="moveTo"))
    path = made(tmp_path / "a.docx", table + moved)
    original, final = read_texts(path)
    assert original == ("one", "two", "moved")
    assert final == ("one", "three", "moved")
    assert read_document(path).tables[0].rows == (("one",), ("three",))
    assert [c.kind for c in read_changes(path)] == ["row deleted", "row inserted", "move from", "move to"]


def test_changes_carry_author_date_text_and_question(tmp_path: Path) -> None:
    """Each change is told once, with who, when, which words and under which question."""
    split = ins(t("quite ")) + ins(t("new "))
    format_ = '<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="Cy" w:date=""/></w:rPr><w:t>bold</w:t></w:r>'
    body = QUESTION + p("Ours.") + p("Sub", "H1") + p("Question 2", "Mine") + p(split + gone("old", "Bo") + format_)
    found = read_changes(made(tmp_path / "a.docx", body))
    assert [(c.kind, c.author, c.text, c.section) for c in found] == [
        ("insert", "Ann", "quite new ", "Question 2"),
        ("delete", "Bo", "old", "Question 2"),
        ("format", "Cy", "bold", "Question 2"),
    ]
    assert found[0].date == "2021-06-01T10:00:00Z"


def test_comments_with_threads(tmp_path: Path) -> None:
    """Replies name what they answer, a resolved thread is resolved as a whole, each has its words."""
    body = (
        QUESTION
        + p(edges(1, edges(2, t("these words"))) + t(" and not these"))
        + p("Deeper", "H2")
        + p(edges(3, gone("deleted words")))
        + p('<w:r><w:commentReference w:id="4"/></w:r>')
    )
    comments = (
        f"<w:comments {NAMES}>"
        + comment(1, "First", "0000000A")
        + comment(2, "Answer", "0000000B", "Cy")
        + comment(3, "Why gone?", "0000000C")
        + '<w:comment w:id="4" w:author="Author"><w:p><w:r><w:t>No date</w:t></w:r></w:p></w:comment>'
        + "</w:comments>"
    )
    threads = (
        f'<w15:commentsEx {NAMES}><w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0000000C" w15:done="0"/></w15:commentsEx>'
    )
    path = made(tmp_path / "a.docx", body, comments=comments, commentsExtended=threads)
    one, two, three, four = read_comments(path)
    assert (one.text, one.author, one.on, one.anchored) == ("First", "Bo", "2021-06-02T09:00:00Z", "these words")
    assert (one.section, one.thread, one.parent, one.resolved) == ("Question 1", "1", "", True)
    assert (two.author, two.thread, two.parent, two.resolved) == ("Cy", "1", "1", True)
    assert (three.anchored, three.section, three.resolved) == ("deleted words", "Deeper", False)
    assert (four.text, four.on, four.anchored) == ("No date", "", "")


def test_a_file_without_comments_has_none(tmp_path: Path) -> None:
    """No comments and no changes are an empty answer, not an error."""
    path = made(tmp_path / "a.docx", p("Plain."))
    assert read_comments(path) == ()
    assert read_changes(path) == ()


def test_a_comment_in_a_heading_stands_under_that_heading(tmp_path: Path) -> None:
    """A comment on a question's own heading belongs to that question, once."""
    body = p("Question 1", "H2") + p(edges(1, t("Question 2")), "H2") + p("text")
    path = made(tmp_path / "a.docx", body, comments=f"<w:comments {NAMES}>{comment(1, 'x', '0000000A')}</w:comments>")
    (found,) = read_comments(path)
    assert found.section == "Question 2"
    assert found.anchored == "Question 2"


def test_quotes_and_anchors(tmp_path: Path) -> None:
    """Quote paragraphs and words between curly quotes are both found, with their paragraph."""
    mark = '<w:bookmarkStart w:id="1" w:name="_cw_q1"/><w:bookmarkEnd w:id="1"/>'
    body = (
        QUESTION
        + p(mark + t("“I said “so” twice.”"), "Q")
        + p("She said “one thing” and “another”, not 'this'.")
        + mark.replace("q1", "q2")
        + p("After a mark.")
    )
    read = read_document(made(tmp_path / "a.docx", body))
    assert [(q.text, q.styled) for q in read.quotes] == [
        ("I said “so” twice.", True),
        ("one thing", False),
        ("another", False),
    ]
    assert read.quotes[0].paragraph.anchor == "_cw_q1"
    assert {q.text: q.anchor for q in read.paragraphs}["After a mark."] == "_cw_q2"


def test_sections_follow_questions_and_headings(tmp_path: Path) -> None:
    """What stands under a part of a question still belongs to the question."""
    body = p("Answers", "H1") + p("intro") + QUESTION + p("Part a", "", '<w:outlineLvl w:val="2"/>') + p("deep")
    body += p("Annex", "H1") + p("last")
    sections = {q.text: q.section for q in read_document(made(tmp_path / "a.docx", body)).paragraphs}
    assert sections["intro"] == "Answers"
    assert sections["deep"] == "Question 1"
    assert sections["last"] == "Annex"
