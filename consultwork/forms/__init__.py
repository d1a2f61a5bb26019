"""What is touched: a screen for each stage, made of widgets. Each is loaded when it is first asked for.

A screen gets nouns and callables and knows nothing of the database. A notebook introduces it to
the workbench: ``forms.DraftingDesk(bench)``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consultwork.forms.follow_up.outcomes import OutcomesDesk
    from consultwork.forms.gather.form import FormDesk
    from consultwork.forms.gather.form_maker import FormMaker
    from consultwork.forms.gather.intake import ImportPreview, StaffNote
    from consultwork.forms.gather.paper import PaperForms
    from consultwork.forms.gather.transcript import TranscriptPreview
    from consultwork.forms.gather.workshop import WorkshopNotes
    from consultwork.forms.mapping.evidence import EvidenceDesk
    from consultwork.forms.plan.consultation_maker import ConsultationMaker
    from consultwork.forms.plan.plan_sheet import PlanSheet
    from consultwork.forms.respond.drafting import DraftingDesk
    from consultwork.forms.review.comments import CommentsDesk
    from consultwork.forms.review.member_checking import AskingDesk
    from consultwork.forms.safeguard.clearing import ClearingDesk
    from consultwork.forms.safeguard.vault_door import VaultDoor
    from consultwork.forms.start import Overview
    from consultwork.forms.theme.coding import CodingDesk
    from consultwork.forms.visitor.visitor_form import VolunteerForm

_PLACES = {
    "Overview": "start",
    "ConsultationMaker": "plan.consultation_maker",
    "PlanSheet": "plan.plan_sheet",
    "FormMaker": "gather.form_maker",
    "WorkshopNotes": "gather.workshop",
    "FormDesk": "gather.form",
    "VolunteerForm": "visitor.visitor_form",
    "PaperForms": "gather.paper",
    "ImportPreview": "gather.intake",
    "StaffNote": "gather.intake",
    "TranscriptPreview": "gather.transcript",
    "ClearingDesk": "safeguard.clearing",
    "VaultDoor": "safeguard.vault_door",
    "CodingDesk": "theme.coding",
    "EvidenceDesk": "mapping.evidence",
    "DraftingDesk": "respond.drafting",
    "CommentsDesk": "review.comments",
    "AskingDesk": "review.member_checking",
    "OutcomesDesk": "follow_up.outcomes",
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
