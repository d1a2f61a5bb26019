"""The form in a notebook: on a served page for a visitor, in JupyterLab for helping somebody in person."""

from __future__ import annotations

from datetime import date
from typing import Any


def form_here(today: str | date | None = None) -> Any:
    """The form. On a served page it knows its visit; in JupyterLab an officer chooses the consultation first.

    Args:
        today: the day to reckon from, in JupyterLab.
    """
    from consultwork.forms.visitor import kernel_bridge

    if kernel_bridge.is_served():
        return kernel_bridge.page()
    from consultwork.forms.gather.form import FormDesk
    from consultwork.workbench.opening import open_here

    return FormDesk(open_here(today))
