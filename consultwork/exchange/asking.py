"""When the machine is unsure: what it proposes is written beside the file, and a person corrects it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from consultwork.errors import Undecided


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
        raise Undecided(
            f"a person has to say {what}: {doubts[0]}", where=path,
            todo=f"{target.name} is there already: import with --mapping {target.name}, or delete it.",
        )  # fmt: skip
    try:
        write(target)
    except OSError as error:
        raise Undecided(
            f"a person has to say {what}, and {target.name} cannot be written here.", where=path,
            todo="Copy the file into a folder that you may write to.",
        ) from error  # fmt: skip
    raise Undecided(
        f"a person has to say {what}: {doubts[0]}", where=path,
        todo=f"Correct {target.name}, then import with --mapping {target.name}.",
    )  # fmt: skip
