"""The submission rules of bodies that always want the same: named once, used by ``submit_to`` of a consultation.

Sources: UK Parliament, "Guidance on giving written evidence to a committee"
(publications.parliament.uk/pa/cm/written-evidence-guidance.htm); NICE, process manuals PMG28 and PMG15,
chapter 13 (nice.org.uk). Rules change: look at the call itself before sending.
"""

from __future__ import annotations

from consultwork.model import Limit, LimitUnit, Profile, Rule

_PARLIAMENT = "UK Parliament, guidance on written evidence"
_NICE = "NICE, process manual, chapter on consultation comments"

PROFILES = {
    "parliament": Profile(
        id="parliament",
        name="UK Parliament, written evidence",
        limit=Limit(3_000, LimitUnit.WORDS),
        submitted_by="Written evidence submitted by",
        numbered=True,
        bullets=True,
        plain=True,
        rules=(
            Rule("word-not-pdf", "Send it as a Word file, not as a PDF, in one document with its annexes inside.", _PARLIAMENT),
            Rule("numbered", "Number the paragraphs, and begin with a summary in bullet points.", _PARLIAMENT),
            Rule("few-pictures", "Use as few logos and pictures as possible, and no macros. It must be under 25 MB.", _PARLIAMENT),
            Rule("original", "It must not have been published before. Once sent it belongs to the committee.", _PARLIAMENT),
        ),
    ),
    "nice": Profile(
        id="nice",
        name="NICE, comments on a draft",
        limit=Limit(20, LimitUnit.PAGES),
        form=True,
        summary_from=10,
        rules=(
            Rule("one-comment-a-row", "Put each comment into a row of its own in NICE's own form.", _NICE),
            Rule("own-form", "Copy these rows into the form that NICE sent: another form is returned unread.", _NICE),
            Rule("summary", "Above 10 pages, add a summary on one side.", _NICE),
            Rule("no-personal-information", "Do not put in anything that could tell who a patient is.", _NICE),
        ),
    ),
}  # fmt: skip
