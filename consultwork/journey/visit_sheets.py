"""What stands on the pages around the questions: start, four words, permissions, check, thanks and the rest."""

from __future__ import annotations

from consultwork.journey.form_words import PERMISSIONS_LEAD, TextPart, help_parts, start_parts, thanks_parts
from consultwork.journey.sheets import AGREED_FIELD, RETURN_FIELD, Action, Sheet
from consultwork.journey.visit_answers import VisitAnswers
from consultwork.model import Use

_GO, _BACK = Action("next", "Continue", True), Action("back", "Back")
_LATER = Action("later", "Save and stop for now")


def plain_sheet(visit: VisitAnswers, key: str) -> Sheet:
    """A page that holds no question of the consultation. An unknown key gives the page of help."""
    return _SHEETS.get(key, _help)(visit)


def _lines(*lines: str) -> tuple[TextPart, ...]:
    return (TextPart("", lines),)


def _start(v: VisitAnswers) -> Sheet:
    acts = (Action("next", "Start", True), Action("return", "I have four words already"))
    fields = (v.field("w", "one", "Which wording would you like?", options=v.wordings()),) if v.wordings() else ()
    parts = start_parts(v.about, len(v.questions))
    return Sheet("start", v.about.title, title="Start", parts=parts, fields=fields, actions=acts)


def _return(v: VisitAnswers) -> Sheet:
    lost = (f"If you have lost them: {v.about.lost_code}.",) if v.about.lost_code else ()
    return Sheet(
        "return", "Come back with your four words", title="Come back", parts=_lines(*lost), fields=(RETURN_FIELD,),
        actions=(Action("open", "Open my answers", True), _BACK),
    )  # fmt: skip


def _code(v: VisitAnswers) -> Sheet:
    lines = (
        "With these four words you can come back, on this phone or another.",
        "Write them down, or take a picture. We keep them nowhere that we can read.",
    )
    acts = (Action("mine", "Go on", True),) if v.sent else (_GO, _BACK)
    return Sheet("code", "Your four words", title="Your four words", parts=_lines(*lines), code=v.code, actions=acts)


def _permissions(v: VisitAnswers) -> Sheet:
    return Sheet(
        "permissions", "What may we do with your words?", title="What we may do", parts=_lines(*PERMISSIONS_LEAD),
        fields=v.permission_fields(), actions=(_GO, _BACK, _LATER),
    )  # fmt: skip


def _reach(v: VisitAnswers) -> Sheet:
    lines = ["This is kept apart from what you wrote, behind a lock of its own."]
    if v.allows(Use.CONTACT):
        lines.append("If you do not say how and when it is safe, we do not write or call.")
    return Sheet(
        "reach", "How to reach you", title="How to reach you", parts=_lines(*lines), fields=v.reach_fields(),
        actions=(_GO, _BACK, _LATER),
    )  # fmt: skip


def _you(v: VisitAnswers) -> Sheet:
    lines = _lines("You can leave this empty.")
    return Sheet(
        "you", "About you", title="About you", parts=lines, fields=v.you_fields(), actions=(_GO, _BACK, _LATER)
    )


def _check(v: VisitAnswers) -> Sheet:
    agreed = (v.field(AGREED_FIELD.name, "one", AGREED_FIELD.label, "", AGREED_FIELD.options),) if v.typed_by else ()
    return Sheet(
        "check", "Check what you wrote", title="Check", parts=_lines("Nothing is sent until you press “Send”."),
        rows=v.rows(), fields=agreed, actions=(Action("send", "Send", True), _BACK, _LATER),
    )  # fmt: skip


def _thanks(v: VisitAnswers) -> Sheet:
    acts = (Action("forget", "Finish", True), Action("how", "How was it? Tell us, if you like"))
    return Sheet(
        "thanks", "Thank you. We have your answers.", title="Thank you", parts=thanks_parts(v.about), code=v.code,
        actions=acts,
    )  # fmt: skip


def _how(v: VisitAnswers) -> Sheet:
    lines = _lines("You do not have to answer. It helps us to do this better. Please name nobody.")
    acts = (Action("thanked", "Send this", True), Action("forget", "Finish without"))
    return Sheet("how", "How was it?", title="How was it?", parts=lines, fields=v.how_fields(), actions=acts)


def _mine(v: VisitAnswers) -> Sheet:
    told = ("We have written our answer. You can look at it before it goes out, and say whether we got it right.",)
    draft = (TextPart("What we wrote", told),) if v.draft.shown else ()
    look = (Action("draft", "See what we wrote"),) if v.draft.shown else ()
    return Sheet(
        "mine", "Your answers are with us", title="Your answers",
        parts=(*draft, TextPart("What we may do", ("Change it here at any time. It counts from now on.",))),
        fields=(*v.permission_fields(), *v.reach_fields()),
        actions=(
            Action("permit", "Keep these choices", True), *look, Action("takeback", "Take everything back"),
            Action("forget", "Finish"),
        ),
    )  # fmt: skip


def _takeback(v: VisitAnswers) -> Sheet:
    lines = ["All that you wrote here is deleted, with your name and contact."]
    lines += ["What has been sent to others by now cannot be called back."] if v.sent else []
    lines.append("You do not have to say why.")
    return Sheet(
        "takeback", "Take everything back?", title="Take it back", parts=_lines(*lines),
        actions=(Action("really", "Yes, delete everything", True), Action("back", "No, keep it")),
    )  # fmt: skip


def _gone(v: VisitAnswers) -> Sheet:
    lines = _lines("Nothing of what you wrote is used from now on. Thank you all the same.")
    return Sheet("gone", "It is deleted", title="Deleted", parts=lines, actions=(Action("forget", "Finish", True),))


def _later(v: VisitAnswers) -> Sheet:
    lines = (
        "What you wrote is saved. Come back with your four words, here or on another phone or computer.",
        f"If you do not come back within {v.about.unsent_days} days, it is deleted.",
    )
    return Sheet(
        "later", "Saved. You can stop here.", title="Saved", parts=_lines(*lines), code=v.code,
        actions=(
            Action("forget", "Close the form on this device", True), Action("resume", "Carry on"),
            Action("takeback", "Delete everything I wrote"),
        ),
    )  # fmt: skip


def _help(v: VisitAnswers) -> Sheet:
    acts = (Action("resume", "Back to the form", True),)
    return Sheet("help", "Get help now", title="Help", parts=help_parts(v.about), actions=acts)


_SHEETS = {
    "start": _start, "return": _return, "code": _code, "permissions": _permissions, "reach": _reach, "you": _you,
    "check": _check, "thanks": _thanks, "how": _how, "mine": _mine, "takeback": _takeback, "gone": _gone,
    "later": _later, "help": _help,
}  # fmt: skip
