"""consultwork.toml: who we are, who signs, whom to call, and how our documents look."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.settings.colours import READABLE, contrast, tint
from consultwork.settings.reading import Shape, checked, read_toml, write_text

_Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
_Days = Annotated[int, Field(ge=0, le=365)]


class Organisation(Shape):
    """The organisation as its letterhead says it. ``logo`` is a file beside consultwork.toml."""

    name: str = "Our organisation"
    strapline: str = ""
    department: str = ""
    address: tuple[str, ...] = ()
    contact_email: str = ""
    contact_phone: str = ""
    website: str = ""
    logo: str = ""


class Signatory(Shape):
    """Who signs letters and responses."""

    name: str = ""
    role: str = ""


class SafeguardingLead(Shape):
    """Whom a concern goes to."""

    name: str = ""
    contact: str = ""


class HelpLine(Shape):
    """Help that a contributor can reach at any time."""

    name: str
    contact: str
    when: str = ""


class Colours(Shape):
    """The two colours of our documents, as #RRGGBB: ``main`` for titles, bands and table heads, ``accent``
    for second headings, rules and links. Both must be dark enough to be read on white and on a pale tint.
    """

    main: _Colour = "#12324A"
    accent: _Colour = "#0B6E73"

    @field_validator("main", "accent")
    @classmethod
    def _readable(cls, value: str) -> str:
        bare = value.removeprefix("#").upper()
        ratio = contrast(bare, tint(bare, 0.09))
        if ratio < READABLE:
            raise ValueError(f"{value} is too pale to be read on paper ({ratio:.1f} to 1; {READABLE} is needed)")
        return value


class Deadlines(Shape):
    """How many days before a closing date the calendar reminds us."""

    remind_days: tuple[_Days, ...] = (21, 7, 2)


# Samaritans and NHS 111 as they stand on samaritans.org and nhs.uk.
_HELP = (
    HelpLine(name="Samaritans", contact="116 123", when="any time, day or night"),
    HelpLine(name="NHS 111", contact="111, and choose the mental health option", when="any time, day or night"),
    HelpLine(name="Emergency services", contact="999", when="if a life is in danger now"),
)


def _inside(folder: str) -> str:
    parts = PurePosixPath(folder.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in folder:
        raise ValueError("has to name a folder inside the workspace")
    return folder


class Privacy(Shape):
    """How what people told us is kept, and who answers for it.

    ``encrypt_database`` locks the database with the vault's passphrase. ``controller`` is who decides
    what is done with the data, in law; ``officer`` whom people write to about it; ``who_can_see`` the
    people who work in this workspace. ``notice`` is the privacy notice, as text or as a web address;
    ``complaints`` whom people complain to.
    """

    encrypt_database: bool = False
    controller: str = ""
    officer: str = ""
    officer_contact: str = ""
    who_can_see: tuple[str, ...] = ()
    notice: str = ""
    complaints: str = ""


class FormSettings(Shape):
    """What the volunteer's page says of us, beside the questions.

    ``unsent_days`` is after how many days words that were never sent are deleted; ``lost_code`` who
    helps somebody that lost their return code; ``next_steps`` what happens after sending, and when;
    ``visitors`` how many people may have the page open at once; ``leave_to`` where "Leave this page"
    goes.
    """

    unsent_days: Annotated[int, Field(ge=1, le=90)] = 14
    lost_code: str = ""
    next_steps: str = ""
    visitors: Annotated[int, Field(ge=1, le=300)] = 50
    leave_to: str = "https://www.bbc.co.uk/weather"


class Retention(Shape):
    """After how many days from the closing of a consultation what is deleted."""

    names_days: Annotated[int, Field(ge=1, le=3650)] = 180
    words_days: Annotated[int, Field(ge=1, le=3650)] = 730


class Settings(Shape):
    """All of consultwork.toml. Every field may be left out.

    ``documents`` is the folder, inside the workspace, where documents go.
    """

    organisation: Organisation = Organisation()
    about: str = ""
    documents: Annotated[str, AfterValidator(_inside)] = "out"
    signatory: Signatory = Signatory()
    safeguarding: SafeguardingLead = SafeguardingLead()
    help_lines: tuple[HelpLine, ...] = _HELP
    colours: Colours = Colours()
    deadlines: Deadlines = Deadlines()
    privacy: Privacy = Privacy()
    retention: Retention = Retention()
    form: FormSettings = FormSettings()


def read_settings(path: str | Path) -> Settings:
    """The settings of a workspace; defaults for what is left out, or when there is no file.

    Args:
        path: consultwork.toml, or the folder that holds it.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "consultwork.toml"
    if not path.exists():
        return Settings()
    return checked(Settings, read_toml(path), path)


def write_default_settings(path: str | Path, organisation: str) -> None:
    """Write a consultwork.toml to start from, each field with a line that says what it is.

    Raises:
        BadSettings: when the file is there already; it is left as it is.
    """
    path = Path(path)
    if path.exists():
        raise BadSettings(Kind.SETTINGS_FILE_IS_THERE, where=path)
    lines = [
        "# Settings of this workspace. Change what stands between the quotation marks.",
        "",
        '# "Who we are", as it stands in every response.',
        'about = ""',
        "",
        "[organisation]",
        f"name = {_quoted(organisation)}",
        'strapline = ""',
        'department = ""',
        "# One line of the address each.",
        "address = []",
        'contact_email = ""',
        'contact_phone = ""',
        'website = ""',
        "# A picture file beside this one, such as logo.png. May stay empty.",
        'logo = ""',
        "",
        "[signatory]",
        'name = ""',
        'role = ""',
        "",
        "# Whom a safeguarding concern goes to.",
        "[safeguarding]",
        'name = ""',
        'contact = ""',
        "",
        "[privacy]",
        "# true locks the database with the vault's passphrase: it is then asked for each time.",
        "encrypt_database = false",
        "# Who decides what is done with the data, in law: most often your charity.",
        'controller = ""',
        "# Whom people write to about their data.",
        'officer = ""',
        'officer_contact = ""',
        "# Who works in this workspace, one name each.",
        "who_can_see = []",
        "# Your privacy notice: its text, or the web address where it stands.",
        'notice = ""',
        "# Whom people complain to: a name and how to reach them.",
        'complaints = ""',
        "",
        "[form]",
        "# Words on the volunteer's page that were never sent are deleted after so many days.",
        f"unsent_days = {FormSettings().unsent_days}",
        "# Who helps somebody that lost their return code: a name and how to reach them.",
        'lost_code = ""',
        "# What happens after sending, and when.",
        'next_steps = ""',
        "",
        "[retention]",
        "# Days after a consultation closes: names and contacts go first, then people's words.",
        f"names_days = {Retention().names_days}",
        f"words_days = {Retention().words_days}",
        "",
        "[deadlines]",
        "# Days before a closing date on which the calendar reminds you.",
        f"remind_days = {json.dumps(list(Deadlines().remind_days))}",
        "",
        "[colours]",
        "# Of our documents. Dark enough to be read: the program says so if one is too pale.",
        f'main = "{Colours().main}"',
        f'accent = "{Colours().accent}"',
    ]
    for line in _HELP:
        lines += ["", "[[help_lines]]"]
        lines += [f"{key} = {_quoted(value)}" for key, value in line.model_dump().items()]
    write_text(path, "\n".join(lines) + "\n")


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for the DEL character, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
