"""A question paper, pasted or as a file, to proposed questions that a person corrects.

Nothing here is certain: the outcome is a table that an officer reads beside the official form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from consultwork.errors import BadFile, Refused
from consultwork.kinds import Kind
from consultwork.model import AGREE_SCALE, Limit, LimitUnit, Part, Question, QuestionKind, Wording
from consultwork.ooxml import read_texts
from consultwork.text import clean
from consultwork.word_lists import any_of, word_set

_NUMBERED = re.compile(
    r"^(?:(?:consultation\s+)?question|q)\s*\.?\s*(\d{1,3}[a-z]?)\b[ .:)–-]*(.*)$"
    r"|^(\d{1,3}(?:\.\d{1,2})?)\s*[.):]\s+(.+)$|^(\d{1,3})\s{2,}(.+)$|^(\d{1,3})\s+((?-i:[A-Z]).{15,})$",
    re.IGNORECASE,
)
_OPTION = re.compile(r"^(?:[•·▪◦o○●☐□❏*–-]|\[\s?\]|\(\s?\))\s+(.+)$")
_PART = re.compile(r"^\(?([a-h])[).]\s+(.+)$")
_LIMIT = re.compile(
    r"(?:up to|max(?:imum)?(?: of)?|no more than|limit(?:ed)?(?: your (?:answer|response))?(?: of| to)?|within|at most)\s*:?\s*(\d[\d,]*)\s*"
    r"(words?|characters?|pages?|sides?)|(\d[\d,]*)[ -](word|character|page)s?\s*(?:limit|max)"
    r"|[(\[]\s*(\d[\d,]*)\s*(words?|characters?|pages?|sides?)\s*[)\]]",
    re.IGNORECASE,
)
_ALL_THAT = re.compile(
    r"(?:select|tick|choose|mark|pick) (?:all|any|as many|one or more|up to|at most|two|three|four|five|[2-9]\b)"
    r"|all that apply",
    re.IGNORECASE,
)
_REASONS = re.compile(r"\bwhy\b|reasons?|please explain|tell us more|give details|comments?\b", re.IGNORECASE)
_AGREE = re.compile(r"agree or disagree|do you agree|extent do you (?:agree|support)|strongly agree", re.IGNORECASE)
_YES_NO = re.compile(rf"^(?:{any_of('exchange/yes_or_no_questions')})\b", re.IGNORECASE)
_AGREE_WORDS = word_set("exchange/agreement_scales")
# Answers that stand in the line of the question: "a) Very b) Quite c) Not at all", "(Good / Fair / Poor)".
_INLINE = re.compile(r"(?<!\w)[([]?([a-h])[).\]]\s+")
_SLASHED = re.compile(r"[(\[]([^()\[\]/]{1,40}(?:\s*/\s*[^()\[\]/]{1,40}){1,7})[)\]]")
_PAGE = re.compile(r"\s*\bpage \d+(?: of \d+)?\s*$", re.IGNORECASE)  # printed at the edge, by the way


def read_paper(path: Path) -> str:
    """The text of a form as .docx, .txt or .pdf.

    Raises:
        BadFile: another kind of file, no text in it (a scan), or damaged.
    """
    kind = path.suffix.lower()
    if not path.exists():
        raise BadFile(Kind.NO_SUCH_FILE, where=path)
    if kind == ".docx":
        return "\n".join(read_texts(path)[1])
    if kind == ".pdf":
        try:
            text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
        except Exception as error:  # a damaged PDF fails in more ways than pypdf names
            raise BadFile(Kind.PDF_CANNOT_BE_READ, where=path) from error
        if not text.strip():
            raise BadFile(Kind.PDF_HOLDS_PICTURES_AND_NO_TEXT, where=path)
        return text
    if kind in (".txt", ".md", ".text"):
        data = path.read_bytes()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return clean(data.decode(encoding)).text
            except UnicodeDecodeError:
                continue
    raise BadFile(Kind.QUESTION_PAPER_OF_THIS_KIND, where=path)


def propose_questions(text: str) -> tuple[Question, ...]:
    """Number, text, kind, options and limit of each question in a text, as far as they can be told.

    Numbered questions ("Question 3", "Q3.", "3.") are taken where there are any; otherwise every
    line that ends in a question mark. Lines that begin with a bullet or box are options, "(a)" are
    parts, short lines without a number before a question are its chapter.

    Raises:
        Refused: no question was found.
    """
    lines = [
        " ".join(line.split()) if "  " not in line.strip() else line.strip() for line in clean(text).text.split("\n")
    ]
    lines = [kept for kept in (_PAGE.sub("", line) for line in lines) if kept]
    numbered = any(_number(line) for line in lines)
    found: list[_Draft] = []
    chapter = ""
    for line in lines:
        number = _number(line) if numbered else (str(len(found) + 1), line) if line.endswith("?") else None
        if number is not None:
            found.append(_Draft(number[0], number[1], chapter))
        elif found and found[-1].take(line):
            continue
        elif _is_chapter(line):
            chapter = line
        elif found:
            found[-1].lines.append(line)
    questions = [d.question() for d in found if d.text or d.lines]
    if not questions:
        raise Refused(Kind.NO_QUESTION_WAS_FOUND_IN_TEXT)
    return _numbered_apart(questions)


class _Draft:
    """A question while its lines are being read."""

    def __init__(self, number: str, text: str, chapter: str) -> None:
        self.number, self.text, self.chapter = number, text.strip(), chapter
        self.lines: list[str] = []
        self.marked = False  # whether its options have bullets or boxes
        self.options: list[str] = []
        self.parts: list[Part] = []

    def take(self, line: str) -> bool:
        option, part = _OPTION.match(line), _PART.match(line)
        if option:
            self.options.append(option.group(1).strip())
            self.marked = True
        elif part:
            self.parts.append(Part(part.group(1).lower(), part.group(2).strip()))
        elif self.marked and line[:1].islower():
            self.options[-1] += f" {line}"  # an option that runs over the end of its line
        elif line.lower().strip(" .") in _AGREE_WORDS | {"yes", "no"}:
            self.options.append(line.strip(" ."))
        elif self.parts and line[:1].islower():
            self.parts[-1] = replace(self.parts[-1], text=f"{self.parts[-1].text} {line}")
        elif not self.text or not self.text.endswith(("?", ".", ":")):
            # A question that runs over the end of its line goes on until its mark.
            if self.options or self.parts or (self.text and _LIMIT.search(line) and not line[:1].islower()):
                return self._remark(line)
            self.text = f"{self.text} {line}".strip()
        elif _LIMIT.search(line) or _REASONS.search(line) or _ALL_THAT.search(line):
            return self._remark(line)
        else:
            return False
        return True

    def _remark(self, line: str) -> bool:
        self.lines.append(line)
        return True

    def _take_inline(self) -> None:
        """Answers or parts that stand in one line with the question are taken out of it."""
        if self.options or self.parts:
            return
        found = list(_INLINE.finditer(self.text))
        if len(found) > 1 and (limit := re.search(rf"\s*(?:{_LIMIT.pattern})$", self.text, re.IGNORECASE)):
            self.lines.append(limit.group().strip())
            self.text = self.text[: limit.start()]
        # Without words before "a)" nothing would be left of the question: it stays in one piece.
        stem = bool(found) and bool(self.text[: found[0].start()].strip(" ("))
        if stem and len(found) > 1 and [m.group(1).lower() for m in found] == list("abcdefgh"[: len(found)]):
            ends = [*(m.start() for m in found[1:]), len(self.text)]
            items = [self.text[m.end() : end].strip(" ;,") for m, end in zip(found, ends, strict=True)]
            self.text = self.text[: found[0].start()].strip()
            if all(len(item.split()) <= 6 and not item.endswith("?") for item in items):
                self.options = items
            else:
                self.parts = [Part(m.group(1).lower(), item) for m, item in zip(found, items, strict=True)]
        elif slashed := _SLASHED.search(self.text):
            self.options = [x.strip() for x in slashed.group(1).split("/")]
            self.text = " ".join(f"{self.text[: slashed.start()]} {self.text[slashed.end() :]}".split())

    def question(self) -> Question:
        self._take_inline()
        if self.parts and not self.text:
            self.text, self.parts = " ".join(f"({p.letter}) {p.text}" for p in self.parts), []
        everything = " ".join([self.text, *self.lines])
        options = tuple(o for o in self.options if not _is_other(o))
        kind = self._kind(everything, options)
        return Question(
            consultation="", number=self.number, text=self.text, kind=kind, plain="", chapter=self.chapter,
            options=() if kind is QuestionKind.AGREEMENT and not options else options or _usual(kind),
            parts=tuple(self.parts),
            reasons=kind not in (QuestionKind.FREE_TEXT,) and bool(_REASONS.search(everything)),
            other=any(map(_is_other, self.options)), limit=_limit(everything), wording=Wording.UNVERIFIED,
        )  # fmt: skip

    def _kind(self, everything: str, options: tuple[str, ...]) -> QuestionKind:
        lowered = {o.lower() for o in options}
        if self.parts:
            return QuestionKind.MULTI_PART
        if (lowered and lowered <= _AGREE_WORDS) or (not options and _AGREE.search(everything)):
            return QuestionKind.AGREEMENT
        if lowered and lowered <= {"yes", "no", "not sure", "don't know", "don’t know", "maybe"}:
            return QuestionKind.YES_NO
        if options:
            return QuestionKind.CHOOSE_SEVERAL if _ALL_THAT.search(everything) else QuestionKind.CHOOSE_ONE
        if _YES_NO.match(self.text) and re.search(r"yes\s*/\s*no", everything, re.IGNORECASE):
            return QuestionKind.YES_NO
        return QuestionKind.FREE_TEXT


def _number(line: str) -> tuple[str, str] | None:
    line = re.sub(r"^[*✱★]\s*(?=\d|[qQ])", "", line)  # the mark of a question that must be answered
    # "... to / question 2 above": a line that goes on from the one before begins with a small letter.
    m = None if line[:1].islower() else _NUMBERED.match(line)
    if not m:
        return None
    groups = m.groups()
    for n in range(0, 8, 2):
        if groups[n] is not None:
            return groups[n].lower(), (groups[n + 1] or "").strip()
    return None


def _limit(text: str) -> Limit | None:
    m = _LIMIT.search(text)
    if not m:
        return None
    amount, unit = next((m.group(n), m.group(n + 1)) for n in (1, 3, 5) if m.group(n))
    units = {"w": LimitUnit.WORDS, "c": LimitUnit.CHARACTERS, "p": LimitUnit.PAGES, "s": LimitUnit.PAGES}
    return Limit(int(amount.replace(",", "")), units[unit[0].lower()])


def _is_other(option: str) -> bool:
    return option.lower().startswith("other") or "please specify" in option.lower()


def _usual(kind: QuestionKind) -> tuple[str, ...]:
    return {QuestionKind.AGREEMENT: AGREE_SCALE, QuestionKind.YES_NO: ("Yes", "No", "Not sure")}.get(kind, ())


def _is_chapter(line: str) -> bool:
    return len(line) <= 80 and not line.endswith((".", "?", ":", ";", ",")) and line[:1].isupper()


def _numbered_apart(questions: list[Question]) -> tuple[Question, ...]:
    """The same questions, no number twice: a second "3" becomes "3-2"."""
    seen: dict[str, int] = {}
    made = []
    for q in questions:
        seen[q.number] = seen.get(q.number, 0) + 1
        made.append(q if seen[q.number] == 1 else replace(q, number=f"{q.number}-{seen[q.number]}"))
    return tuple(made)
