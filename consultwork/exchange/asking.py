"""When the machine is unsure: what it proposes is written beside the file, and a person corrects it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from consultwork.errors import BadSettings, Undecided
from consultwork.kinds import Kind

_Mapping = TypeVar("_Mapping", bound=BaseModel)


def ask_a_person(path: Path, doubts: Sequence[str], what: str, write: Callable[[Path], None]) -> None:
    """Write a mapping beside the file and stop, when there is any doubt.

    A mapping that stands there already may be corrected, and is left as it is.

    Args:
        what: what a person has to say, as part of a sentence.
        write: writes the proposed mapping.

    Raises:
        Undecided: naming the first doubt and the file to correct.
    """
    if not doubts:
        return
    target = path.with_name(f"{path.stem}.MAP.yaml")
    if target.exists():
        raise Undecided(Kind.MAPPING_WAITS_FOR_CORRECTION, where=path, what=what, doubts=doubts[0], target=target.name)  # fmt: skip
    try:
        write(target)
    except OSError as error:
        raise Undecided(Kind.MAPPING_CANNOT_BE_WRITTEN_HERE, where=path, what=what, target=target.name) from error  # fmt: skip
    raise Undecided(Kind.MAPPING_IS_UNSURE, where=path, what=what, doubts=doubts[0], target=target.name)  # fmt: skip


def read_corrected(shape: type[_Mapping], path: Path) -> _Mapping:
    """Read a mapping that a person has corrected. It has no doubts any more.

    Raises:
        BadSettings: it cannot be read, or a field is wrong; the message names it.
    """
    try:
        mapping = shape.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadSettings(Kind.MAPPING_CANNOT_BE_READ, where=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(x) for x in first["loc"])
        raise BadSettings(Kind.FIELD_IS_WRONG, where=path, place=place, first=first["msg"]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a ValueError is a date that is none
        raise BadSettings(Kind.MAPPING_IS_NOT_VALID_YAML, where=path) from error
    return mapping.model_copy(update={"doubts": []})
