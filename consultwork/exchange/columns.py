"""What a column of a table may be, and what its name and its cells say of it."""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from consultwork.model import Use
from consultwork.text import fold

ColumnUse = Literal[
    "person", "role", "speaker", "present", "consultation", "question", "prompt", "words", "verbatim", "channel",
    "date", "written_by", "name", "contact", "credit_name", "permission", "answer", "option", "row", "other", "about",
    "personal", "leave out",
]  # fmt: skip
USES: tuple[str, ...] = get_args(ColumnUse)
ABOUT = ("age", "place", "sex", "service")

# Names that leave no doubt, ours and those of the survey programs.
NAMES: dict[str, ColumnUse] = {
    **dict.fromkeys(
        ("person", "id", "respondent id", "respondent", "response id", "responseid", "participant", "participant id",
         "user id", "contributor", "respondentid", "userno", "user no"), "person"),
    "role": "role", "speaker": "speaker", "present": "present", "consultation": "consultation",
    "question": "question", "question number": "question", "prompt": "prompt",
    **dict.fromkeys(("words", "answer", "response", "comment", "comments", "text", "feedback"), "words"),
    "verbatim": "verbatim", "channel": "channel", "written by": "written_by",
    **dict.fromkeys(
        ("date", "submitted", "date submitted", "timestamp", "completion time", "recordeddate", "submission time",
         "submitdate", "submitted on", "datesubmitted", "ended", "end date", "completed"), "date"),
    **dict.fromkeys(("name", "full name", "your name", "first name"), "name"),
    **dict.fromkeys(("email", "e-mail", "email address", "phone", "contact"), "contact"),
    "credit name": "credit_name",
    **dict.fromkeys(
        ("note", "notes", "start time", "start date", "startdate", "enddate", "last modified time", "collector id",
         "collector", "custom data 1", "status", "progress", "duration (in seconds)", "finished", "distributionchannel",
         "userlanguage", "externalreference", "uuid", "validation status", "version", "tags", "index", "start", "end",
         "today", "deviceid", "submitted by", "meta/instanceid", "formhub/uuid", "xform id string", "lastpage",
         "last page", "startlanguage", "start language", "seed", "datestamp", "date started", "date last action",
         "refurl", "referrer url", "started", "unique id", "tracking link", "total time", "instanceid", "attachments",
         "parent index", "parent table name", "submission id", "language", "userid", "token"), "leave out"),
}  # fmt: skip
_PERSONAL = (
    ("name", re.compile(
        r"^(?:what(?:'s| is| are) )?(?:your |the )?(?:full |first |last |family |given |preferred |contact )*"
        r"(?:name|surname)s?(?: \(\d\)| \((?:first|last|optional|if)[^)]*\))?$|^recipient ?(?:first|last) ?name$")),
    ("contact", re.compile(r"\be-?mail\b|\b(?:tele)?phone\b|\bmobile\b|recipient ?email|contact details")),
    ("address", re.compile(r"\b(?:home |postal |street )?address\b|\bpost ?code\b|\bzip ?code\b")),
    ("born on", re.compile(r"date of birth|\bdob\b|birthday")),
    ("number", re.compile(r"\bnhs number|national insurance|\bip ?address|\bipaddr\b|latitude|longitude|geolocation|geopoint")),
)  # fmt: skip
_ABOUT = (
    ("age", re.compile(r"^(?:what is )?(?:your )?age(?:[ -]?(?:group|range|band))?$|how old are you|\bage[ -](?:group|range|band)\b")),
    ("sex", re.compile(r"^(?:what is )?(?:your )?(?:sex|gender)\b|\b(?:sex|gender) ?(?:identity)?$")),
    ("place", re.compile(
        r"where (?:do )?you live|^(?:what |which |your )*(?:\w+ )?(?:town|city|county|region|borough|district|area|location|"
        r"local authority|place)(?: do you live in)?$|^location\b")),
    ("service", re.compile(r"^(?:which |what )?services?(?: (?:do|did|have) you use[d]?)?$|which services? (?:do|did|have) you use")),
)  # fmt: skip


class Column(BaseModel):
    """One column: what it is, and what else has to be known of it.

    An answer names its ``question``. A box (``option``) or a row of a grid names the question that it
    belongs to as well, in ``of``, and itself in ``box``; ``other`` holds the words beside "Other". A
    permission names its uses. ``what`` is which detail about a person it holds.
    """

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)  # people write question: 3
    use: ColumnUse
    question: str = ""
    permission: tuple[Use, ...] = ()
    of: str = ""
    box: str = ""
    what: str = ""

    @field_validator("permission", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """People write ``permission: quote`` as well as ``permission: [count, quote]``."""
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


def folded(name: str) -> str:
    """A column's name as it is compared with the names we know."""
    return " ".join(fold(name).replace("_", " ").split()).strip(" :?.*")


def about_of(name: str) -> str:
    """Which of age, place, sex and service a column's name asks for, or ""."""
    plain = folded(name)
    if len(plain.split()) > 9:
        return ""
    return next((what for what, pattern in _ABOUT if pattern.search(plain)), "")


def personal_of(name: str, cells: list[str]) -> str:
    """Which personal detail a column holds, by its name and its cells, or ""."""
    full = [c for c in cells if c]
    if full and sum("@" in c and " " not in c for c in full) > len(full) / 2:
        return "contact"
    plain = folded(name)
    if len(plain.split()) > 12 or (full and sum(len(c.split()) for c in full) / len(full) > 8):
        return ""
    said = [plain, *(x.strip(" ?:.") for x in plain.split(" - "))]  # "What is your name? - Name"
    return next((what for what, pattern in _PERSONAL if any(pattern.search(x) for x in said)), "")
