"""Reading and checking files: YAML and TOML in, checked values or one plain sentence out."""

from __future__ import annotations

import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from consultwork.errors import BadSettings
from consultwork.files import write_whole
from consultwork.kinds import Kind
from consultwork.text import clean

# Far above any settings file that a person writes; a larger file is the wrong file.
_MOST_BYTES = 5_000_000

_Model = TypeVar("_Model", bound=BaseModel)


class Shape(BaseModel):
    """What a file may hold: an unknown field is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class _Loader(yaml.SafeLoader):
    """The safe loader, which also refuses a field that is written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"“{key}” is written twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_text(path: Path) -> str:
    """A settings file as text, whatever Windows saved it as. Raises ``BadSettings``."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadSettings(Kind.SETTINGS_FILE_IS_TOO_LARGE, where=path)
        raw = path.read_bytes()
    except OSError as e:
        raise BadSettings(Kind.FILE_CANNOT_BE_READ, where=path) from e
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as e:
            raise BadSettings(Kind.FILE_IS_NOT_PLAIN_TEXT, where=path) from e


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: UTF-8, ``\\n`` line ends. Raises ``FileInUse``."""
    write_whole(path, text)


def read_yaml(path: Path) -> Any:
    """The contents of a YAML file, each string cleaned. Raises ``BadSettings`` with the line."""
    text = clean(read_text(path)).text
    try:
        # _Loader is a SafeLoader: it builds plain values and nothing else.
        return _cleaned(yaml.load(text, Loader=_Loader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as e:
        mark = getattr(e, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        problem = getattr(e, "problem", None) or "it is not written as YAML"
        raise BadSettings(Kind.FILE_CANNOT_BE_UNDERSTOOD, where=f"{path}{line}", problem=problem) from e


def read_toml(path: Path) -> dict[str, Any]:
    """The contents of a TOML file. Raises ``BadSettings`` with the line."""
    try:
        found = _cleaned(tomllib.loads(read_text(path).replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as e:
        raise BadSettings(Kind.FILE_CANNOT_BE_UNDERSTOOD, where=path, problem=e) from e
    return dict(found)


def _cleaned(value: Any) -> Any:
    """The same value with each string cleaned, keys included."""
    if isinstance(value, str):
        return clean(value).text
    if isinstance(value, list):
        return [_cleaned(v) for v in value]
    if isinstance(value, dict):
        return {_cleaned(k): _cleaned(v) for k, v in value.items()}
    return value


def checked(shape: type[_Model], data: Any, path: Path) -> _Model:
    """The data in its shape, or ``BadSettings`` naming the file, the field and what to do."""
    if not isinstance(data, dict):
        raise BadSettings(Kind.SETTINGS_ARE_NO_NAMED_FIELDS, where=path)
    try:
        return shape.model_validate(data)
    except ValidationError as e:
        raise BadSettings(Kind.SETTINGS_FIELD_IS_WRONG, where=path, **_facts(e, data)) from e


def _facts(e: ValidationError, data: Any) -> dict[str, object]:
    """The first thing that is wrong: its field, why, what was given and expected, and how many more there are."""
    errors = e.errors(include_url=False)
    first = errors[0]
    context = first.get("ctx", {})
    reasons = {"missing": "missing", "extra_forbidden": "unknown", "enum": "choice", "literal_error": "choice"}
    rule = first["type"] == "value_error"
    said = str(context.get("error", first["msg"])) if rule else f"{first['msg'][:1].lower()}{first['msg'][1:]}"
    return {
        "field": _field(first["loc"], data), "reason": "rule" if rule else reasons.get(first["type"], "other"),
        "said": said, "expected": context.get("expected", "something else"), "given": first.get("input"),
        "more": len(errors) - 1,
    }  # fmt: skip


def _field(loc: tuple[int | str, ...], data: Any) -> str:
    """A field as a person would point at it: "questions, the 3rd (number 3): text"."""
    names: list[str] = []
    for step in loc:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
            known = data.get("number") or data.get("id") if isinstance(data, dict) else None
            names.append(f"entry {step + 1}" + (f" ({known})" if known else ""))
        else:
            data = data.get(step) if isinstance(data, dict) else None
            names.append(f"“{step}”")
    return ", ".join(names) or "The file"
