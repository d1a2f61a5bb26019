"""The command for asking people whether we got it right."""

from __future__ import annotations

from typing import Annotated

import typer

from consultwork.cli.app import app
from consultwork.cli.desk import bench, say, show, tell
from consultwork.errors import Refused
from consultwork.journey.member_checking import WAYS, blockers
from consultwork.kinds import Kind
from consultwork.model import DocumentKind, MemberCheck, Way
from consultwork.workbench import Workbench


@app.command("ask-back")
def ask_back(
    consultation: Annotated[str, typer.Argument(help="The consultation's id.")],
    kind: Annotated[
        DocumentKind | None, typer.Option(help="Which document; the first that needs it when left out.")
    ] = None,
    start: Annotated[bool, typer.Option("--start", help="Show it on the pages, as it is now.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="Show it no more.")] = False,
    asked: Annotated[str, typer.Option(help="Who was asked: a person's ref (P-0007), or how many people.")] = "",
    way: Annotated[Way, typer.Option(help="How they were asked.")] = Way.PHONE,
    answered: Annotated[int, typer.Option(help="How many of that number answered.")] = 0,
    done: Annotated[bool, typer.Option("--done", help="These are all who were asked.")] = False,
    nobody: Annotated[str, typer.Option(help="Nobody was asked: why. The document prints it.")] = "",
    words: Annotated[str, typer.Option(help="Make four words for this person, who allows contact.")] = "",
    answer: Annotated[str, typer.Option(help="Answer what somebody said (W-0003/2), with --changed or --left.")] = "",
    changed: Annotated[str, typer.Option(help="What was changed because of it.")] = "",
    left: Annotated[str, typer.Option(help="Why it was not changed.")] = "",
) -> int:
    """Show people what we wrote, note who was asked, and answer what they said.

    Example: consultwork ask-back womens-health --kind submission --start
    """
    work = bench()
    kinds = work.member_checking.documents(consultation)
    if not kinds:
        raise Refused(Kind.NO_DOCUMENT_IN_PEOPLES_NAME, consultation=consultation)
    chosen = kind or kinds[0]
    if start:
        shown = work.member_checking.start(consultation, chosen).shown
        say(f"{len(shown)} things of the {chosen.value} are shown to whoever comes back with four words.")
    if nobody:
        work.member_checking.nobody(consultation, chosen, nobody)
    if asked:
        _asked(work, _latest(work, consultation, chosen), asked, way, answered)
    if answer:
        if bool(changed) == bool(left):
            raise Refused(Kind.NEITHER_CHANGED_NOR_LEFT)
        work.member_checking.decide(answer, changed=bool(changed), because=changed or left)
    if done:
        work.member_checking.that_is_all(_latest(work, consultation, chosen))
        say("Recorded. Make the document again: it then says who was asked.")
    if stop:
        work.member_checking.stop(_latest(work, consultation, chosen))
    if words:
        say(f"Four words for {words}, shown this once: {work.member_checking.four_words(words, consultation)}")
        say(f"How it is safe to reach them: consultwork vault contact {words}")
    return _account(work, consultation, chosen)


def _latest(work: Workbench, consultation: str, kind: DocumentKind) -> str:
    rounds = work.member_checking.of(consultation, kind).askings
    if not rounds:
        raise Refused(Kind.NOBODY_WAS_SHOWN_THE_DOCUMENT, kind=kind.value)
    return rounds[-1].ref


def _asked(work: Workbench, asking: str, asked: str, way: Way, answered: int) -> None:
    if asked.isdecimal():
        work.member_checking.ask_others(asking, way, int(asked), answered=answered)
    else:
        work.member_checking.ask(asking, asked, way)


def _account(work: Workbench, consultation: str, kind: DocumentKind) -> int:
    """Who was asked, what waits for our answer, and whether the document may be signed off."""
    back: MemberCheck = work.member_checking.of(consultation, kind)
    show(work.member_checking.may_be_asked(consultation, back), f"Asked about the {kind.value} of {consultation}")
    say(work.member_checking.account(consultation, kind))
    for v in back.voices:
        if not v.person:
            say(f"- {v.ref}: {v.present} {WAYS[v.way]}{f' ({v.label})' if v.label else ''}, {v.answered} answered")
    for r in back.waiting:
        thing = back.shown(r)
        about = f"{thing.item.value} {thing.number}" if thing else "what is gone"
        say(f"- {r.ref} waits for an answer. To {about}: {r.view.value if r.view else 'in words'}. {r.words}")
    return tell(blockers(back, kind), nothing="Asking back does not stand in the way of signing it off.")
