"""Where the files that an officer may edit are found."""

from __future__ import annotations

from pathlib import Path

from consultwork.errors import BadSettings
from consultwork.kinds import Kind

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str, workspace: Path | None = None) -> Path:
    """The path of a shipped file or folder, the officer's own copy first.

    Looked for in the workspace, then beside the project (a checkout), then in the installed
    package.

    Args:
        parts: such as ``"data", "asks.yaml"`` or ``"templates", "letter.docx"``.
        workspace: the officer's folder, if there is one.

    Raises:
        BadSettings: when it is in none of these places.
    """
    places = [] if workspace is None else [Path(workspace)]
    places += [_PACKAGE.parent, _PACKAGE / "_shipped"]
    for place in places:
        found = place.joinpath(*parts)
        if found.exists():
            return found
    raise BadSettings(Kind.RESOURCE_WAS_NOT_FOUND, where=str(workspace or ""), parts="/".join(parts))
