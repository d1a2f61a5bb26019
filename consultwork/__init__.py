"""A workbench for answering public consultations together with the people who use the services.

    bench = open_here()                              # the workspace we stand in, or a made-up one
    bench.plan.register()                            # who asks, until when
    bench.gather.import_file(Path("answers.csv"))    # people's words come in
    bench.safeguard.decide_all(); bench.safeguard.clear()    # a person makes them safe
    bench.theme.suggest()                            # the codebook proposes, a person decides
    bench.mapping.proposals("womens-health")         # which theme answers which question
    bench.respond.make("womens-health", "submission")    # a Word document, each claim with its evidence
    bench.review.check(path)                         # do the data bear it out?
    bench.follow_up.table()                          # what became of what we asked for

Names are loaded when they are first used, so that a form that needs none of them starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consultwork.errors import Blocked, ConsultworkError, Refused
    from consultwork.journey import STAGES
    from consultwork.model import CodingState, DocumentKind, Outcome, OutcomeState, Piece, PieceKind, Position, Use
    from consultwork.serve.opening import form_here
    from consultwork.workbench import Workbench, new_workspace
    from consultwork.workbench.opening import open_here

_WHERE = {
    "Blocked": "errors",
    "CodingState": "model",
    "ConsultworkError": "errors",
    "DocumentKind": "model",
    "Outcome": "model",
    "OutcomeState": "model",
    "Piece": "model",
    "PieceKind": "model",
    "Position": "model",
    "Refused": "errors",
    "STAGES": "journey",
    "Use": "model",
    "Workbench": "workbench",
    "form_here": "serve.opening",
    "new_workspace": "workbench",
    "open_here": "workbench.opening",
}

__all__ = [
    "STAGES",
    "Blocked",
    "CodingState",
    "ConsultworkError",
    "DocumentKind",
    "Outcome",
    "OutcomeState",
    "Piece",
    "PieceKind",
    "Position",
    "Refused",
    "Use",
    "Workbench",
    "form_here",
    "new_workspace",
    "open_here",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"consultwork has no name “{name}”; it has {', '.join(__all__)}.")
    return getattr(import_module(f"consultwork.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return __all__
