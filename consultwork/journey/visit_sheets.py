"""What stands on the pages around the questions: start, four words, permissions, check, thanks and the rest."""

from __future__ import annotations

from dataclasses import replace

from consultwork.journey.form_words import TextPart, help_parts, start_parts, thanks_parts
from consultwork.journey.sheets import Action, Sheet
from consultwork.journey.visit_answers import VisitAnswers
from consultwork.model import Use


def plain_sheet(visit: VisitAnswers, key: str) -> Sheet:
    """A page that holds no question of the consultation. An unknown key gives the page of help."""
    return _SHEETS.get(key, _help)(visit)


def _lines(*lines: str) -> tuple[TextPart, ...]:
    return (TextPart("", lines),)


def _on(v: VisitAnswers, *names: str) -> tuple[Action, ...]:
    """The buttons that stand on many pages: "next" is the main one."""
    words = {"next": v.say("form/go-on"), "back": v.say("form/back"), "later": v.say("form/later")}
    return tuple(Action(name, words[name], name == "next") for name in names)


def _start(v: VisitAnswers) -> Sheet:
    acts = (Action("next", v.say("form/start-button"), True), Action("return", v.say("form/start-come-back")))
    fields = (v.field("w", "one", v.say("form/start-which-wording"), options=v.wordings()),) if v.wordings() else ()
    parts = start_parts(v.about, len(v.questions))
    return Sheet("start", v.about.title, title=v.say("form/start-title"), parts=parts, fields=fields, actions=acts)


def _return(v: VisitAnswers) -> Sheet:
    lost = (v.say("form/return-lost", lost_code=v.about.lost_code),) if v.about.lost_code else ()
    return Sheet(
        "return", v.say("form/return-heading"), title=v.say("form/return-title"), parts=_lines(*lost),
        fields=(v.return_field(),), actions=(Action("open", v.say("form/return-button"), True), *_on(v, "back")),
    )  # fmt: skip


def _code(v: VisitAnswers) -> Sheet:
    lines = v.say("form/four-words-come-back"), v.say("form/four-words-write-down")
    acts = (Action("mine", v.say("form/four-words-go-on"), True),) if v.sent else _on(v, "next", "back")
    heading = v.say("form/four-words")
    return Sheet("code", heading, title=heading, parts=_lines(*lines), code=v.code, actions=acts)


def _permissions(v: VisitAnswers) -> Sheet:
    again = (v.say("form/asked-again"),) if v.asked_again else ()
    lines = (*again, v.say("form/permissions-lead"), v.say("form/permissions-change"))
    return Sheet(
        "permissions", v.say("form/permissions-heading"), title=v.say("form/permissions-title"), parts=_lines(*lines),
        fields=v.permission_fields(), actions=_on(v, "next", "back", "later"), asked=v.asked().version,
    )  # fmt: skip


def _reach(v: VisitAnswers) -> Sheet:
    lines = [v.say("form/reach-apart")]
    if v.allows(Use.CONTACT):
        lines.append(v.say("form/reach-unsafe"))
    heading = v.say("form/reach")
    return Sheet(
        "reach", heading, title=heading, parts=_lines(*lines), fields=v.reach_fields(),
        actions=_on(v, "next", "back", "later"),
    )  # fmt: skip


def _you(v: VisitAnswers) -> Sheet:
    heading, lines = v.say("form/you"), _lines(v.say("form/you-may-be-empty"))
    acts = _on(v, "next", "back", "later")
    return Sheet("you", heading, title=heading, parts=lines, fields=v.you_fields(), actions=acts)


def _check(v: VisitAnswers) -> Sheet:
    field = v.agreed_field()
    agreed = (replace(field, value=v.text(field.name)),) if v.typed_by else ()
    return Sheet(
        "check", v.say("form/check-heading"), title=v.say("form/check-title"), parts=_lines(v.say("form/check-lead")),
        rows=v.rows(), fields=agreed,
        actions=(Action("send", v.say("form/send"), True), *_on(v, "back", "later")),
    )  # fmt: skip


def _thanks(v: VisitAnswers) -> Sheet:
    acts = (Action("forget", v.say("form/finish"), True), Action("how", v.say("form/thanks-how")))
    return Sheet(
        "thanks", v.say("form/thanks-heading"), title=v.say("form/thanks-title"), parts=thanks_parts(v.about),
        code=v.code, actions=acts,
    )  # fmt: skip


def _how(v: VisitAnswers) -> Sheet:
    heading = v.say("form/how")
    acts = (Action("thanked", v.say("form/how-send"), True), Action("forget", v.say("form/how-without")))
    return Sheet(
        "how", heading, title=heading, parts=_lines(v.say("form/how-lead")), fields=v.how_fields(), actions=acts
    )


def _mine(v: VisitAnswers) -> Sheet:
    told = TextPart(v.say("form/mine-draft-heading"), (v.say("form/mine-draft"),))
    look = (Action("draft", v.say("form/mine-draft-button")),) if v.draft.shown else ()
    again = (v.say("form/mine-asked-again"),) if v.asked_again else ()
    change = TextPart(v.say("form/permissions-title"), (v.say("form/mine-change"), *again))
    return Sheet(
        "mine", v.say("form/mine-heading"), title=v.say("form/mine-title"),
        parts=(*((told,) if v.draft.shown else ()), change),
        fields=(*v.permission_fields(), *v.reach_fields()),
        actions=(
            Action("permit", v.say("form/mine-keep"), True), *look,
            Action("takeback", v.say("form/mine-take-back")), Action("forget", v.say("form/finish")),
        ),
        asked=v.asked().version,
    )  # fmt: skip


def _takeback(v: VisitAnswers) -> Sheet:
    lines = [v.say("form/takeback-all")]
    lines += [v.say("form/takeback-sent")] if v.sent else []
    lines.append(v.say("form/takeback-no-reason"))
    return Sheet(
        "takeback", v.say("form/takeback-heading"), title=v.say("form/takeback-title"), parts=_lines(*lines),
        actions=(Action("really", v.say("form/takeback-yes"), True), Action("back", v.say("form/takeback-no"))),
    )  # fmt: skip


def _gone(v: VisitAnswers) -> Sheet:
    acts = (Action("forget", v.say("form/finish"), True),)
    return Sheet(
        "gone", v.say("form/gone-heading"), title=v.say("form/gone-title"), parts=_lines(v.say("form/gone")),
        actions=acts,
    )  # fmt: skip


def _later(v: VisitAnswers) -> Sheet:
    lines = v.say("form/later-come-back"), v.say("form/later-deleted", days=v.about.unsent_days)
    return Sheet(
        "later", v.say("form/later-heading"), title=v.say("form/later-title"), parts=_lines(*lines), code=v.code,
        actions=(
            Action("forget", v.say("form/later-close"), True), Action("resume", v.say("form/later-carry-on")),
            Action("takeback", v.say("form/later-delete")),
        ),
    )  # fmt: skip


def _help(v: VisitAnswers) -> Sheet:
    acts = (Action("resume", v.say("form/help-back"), True),)
    return Sheet(
        "help", v.say("form/help-heading"), title=v.say("form/help-title"), parts=help_parts(v.about), actions=acts
    )


_SHEETS = {
    "start": _start, "return": _return, "code": _code, "permissions": _permissions, "reach": _reach, "you": _you,
    "check": _check, "thanks": _thanks, "how": _how, "mine": _mine, "takeback": _takeback, "gone": _gone,
    "later": _later, "help": _help,
}  # fmt: skip
