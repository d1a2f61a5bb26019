"""What an officer keeps in files: question sets, codebooks, asks, facts and consultwork.toml.

Everything here reads a file, checks it and returns the frozen nouns of ``consultwork.model``.
What is wrong is raised as ``BadSettings``: which file, which field or row, and what to do.
"""

from __future__ import annotations

from consultwork.settings.codebook import read_codebook, write_codebook
from consultwork.settings.consultation import (
    read_consultation,
    read_consultations,
    write_consultation,
)
from consultwork.settings.helpers import Country, Helper, HelpLine, read_helpers
from consultwork.settings.lists import (
    PlanCheck,
    PlanPrompt,
    PlanQuestions,
    Specification,
    SpecificationLine,
    read_asks,
    read_facts,
    read_plan_questions,
    read_specification,
)
from consultwork.settings.office import (
    Colours,
    Deadlines,
    Organisation,
    SafeguardingLead,
    Settings,
    Signatory,
    read_settings,
    write_default_settings,
)
from consultwork.settings.places import resource

__all__ = [
    "Colours",
    "Country",
    "Deadlines",
    "HelpLine",
    "Helper",
    "Organisation",
    "PlanCheck",
    "PlanPrompt",
    "PlanQuestions",
    "SafeguardingLead",
    "Settings",
    "Signatory",
    "Specification",
    "SpecificationLine",
    "read_asks",
    "read_codebook",
    "read_consultation",
    "read_consultations",
    "read_facts",
    "read_helpers",
    "read_plan_questions",
    "read_settings",
    "read_specification",
    "resource",
    "write_codebook",
    "write_consultation",
    "write_default_settings",
]
