"""What is touched: a screen for each stage, made of widgets. Each is loaded when it is first asked for.

A screen gets nouns and callables and knows nothing of the database. A notebook introduces it to
the workbench: ``forms.DraftingDesk(bench)``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consultwork.forms.asking_back import AskingDesk
    from consultwork.forms.follow_up import OutcomesDesk
    from consultwork.forms.form_maker import FormMaker
    from consultwork.forms.gather import FormDesk
    from consultwork.forms.intake import ImportPreview, StaffNote
    from consultwork.forms.mapping import EvidenceDesk
    from consultwork.forms.paper import PaperForms
    from consultwork.forms.plan import ConsultationMaker
    from consultwork.forms.plan_sheet import PlanSheet
    from consultwork.forms.respond import DraftingDesk
    from consultwork.forms.review import CommentsDesk
    from consultwork.forms.safeguard import ClearingDesk
    from consultwork.forms.start import Overview
    from consultwork.forms.theme import CodingDesk
    from consultwork.forms.transcript import TranscriptPreview
    from consultwork.forms.vault import VaultDoor
    from consultwork.forms.visitor import VolunteerForm
    from consultwork.forms.workshop import WorkshopNotes

_PLACES = {
    "Overview": "start",
    "ConsultationMaker": "plan",
    "PlanSheet": "plan_sheet",
    "FormMaker": "form_maker",
    "WorkshopNotes": "workshop",
    "FormDesk": "gather",
    "VolunteerForm": "visitor",
    "PaperForms": "paper",
    "ImportPreview": "intake",
    "StaffNote": "intake",
    "TranscriptPreview": "transcript",
    "ClearingDesk": "safeguard",
    "VaultDoor": "vault",
    "CodingDesk": "theme",
    "EvidenceDesk": "mapping",
    "DraftingDesk": "respond",
    "CommentsDesk": "review",
    "AskingDesk": "asking_back",
    "OutcomesDesk": "follow_up",
}

__all__ = [
    "AskingDesk",
    "ClearingDesk",
    "CodingDesk",
    "CommentsDesk",
    "ConsultationMaker",
    "DraftingDesk",
    "EvidenceDesk",
    "FormDesk",
    "FormMaker",
    "ImportPreview",
    "OutcomesDesk",
    "Overview",
    "PaperForms",
    "PlanSheet",
    "StaffNote",
    "TranscriptPreview",
    "VaultDoor",
    "VolunteerForm",
    "WorkshopNotes",
]


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"consultwork.forms.{_PLACES[name]}"), name)
    raise AttributeError(f"consultwork.forms has no {name}")


def __dir__() -> list[str]:
    return sorted(__all__)
