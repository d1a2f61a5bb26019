"""One contribution to read and code: its words, what is coded or proposed, and the codebook beside it.

Stock widgets know neither which words are selected nor single keys, so this is a component of its
own. What a person does arrives as an act; what is shown goes out as ``page``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from consultwork.forms.components import look
from consultwork.model import Code, Coding, CodingState

ACTS = ("accept", "reject", "stand", "code", "next", "back", "skip", "undo", "memo", "new")


class Reader(look.Quiet):
    """The coding screen's middle.

    Args:
        on_act: is told what a person did: ``act``, ``ref``, and what belongs to it.
    """

    _esm = (look.STATIC / "reader.js").read_text(encoding="utf-8")
    page = traitlets.Dict().tag(sync=True)

    def __init__(self, on_act: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__()
        self._on_act = on_act
        self.on_msg(lambda _, content, __: self.act(content))

    def act(self, content: Mapping[str, Any]) -> None:
        """Do what a person asked for; what is no act of ours is passed over."""
        if isinstance(content, dict) and content.get("act") in ACTS:
            self._on_act(content)

    def tell(self, sentence: str) -> None:
        """Say something without changing what is shown."""
        self.page = {**self.page, "said": sentence}


def offered(codes: Sequence[Code]) -> list[dict[str, str]]:
    """The codes to choose from, in the order of the codebook."""
    return [
        {"id": code.id, "name": code.name, "hint": " ".join(x for x in (code.description, code.exclude) if x)}
        for code in codes
    ]


def shown(
    codings: Sequence[Coding], names: Mapping[str, str], statements: Mapping[str, str],
    proposals: Mapping[str, tuple[str, str, str]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Codings for the page, in the order of the text: a decision moves none of them under somebody's keys."""
    order = sorted(codings, key=lambda k: (k.start, k.end, k.code))
    return [
        {
            "ref": k.ref, "name": names.get(k.code, k.code), "snippet": k.snippet, "start": k.start, "end": k.end,
            "state": k.state.value, "position": k.position.value, "statement": statements.get(k.code, ""),
            "told": _told(k, proposals.get(k.ref, ("", "", ""))), "why": _why(k, proposals.get(k.ref, ("", "", ""))),
        }
        for k in order
    ]  # fmt: skip


def _told(k: Coding, proposal: tuple[str, str, str]) -> str:
    chance, _, batch = proposal
    if k.state is CodingState.SUGGESTED:
        return f"suggested, {float(chance):.0%} sure" if chance else "suggested"
    said = {CodingState.ACCEPTED: "it fits", CodingState.REJECTED: "it does not fit"}[k.state]
    return f"{said}: {k.by}" + (f", {batch}" if batch else "")


def _why(k: Coding, proposal: tuple[str, str, str]) -> str:
    if proposal[1]:
        return f"Because of {proposal[1]}."
    return f"Because of: {', '.join(k.matched)}." if k.matched else "Chosen by a person."
