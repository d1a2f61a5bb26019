"""What the parts of the review screen share: the workbench, and the document that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.forms.components import look

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


class ReviewScreen(look.Screen):
    """A screen about one document of ours. A subclass writes ``show``, which fills the body.

    Args:
        title: what stands at its top.
        bench: the workbench.
    """

    def __init__(self, title: str, bench: Workbench) -> None:
        super().__init__(title)
        self.bench = bench
        self.draft = look.pick("Document", [("", "")])

    def made_for(self, draft: str) -> tuple[str, str]:
        """The consultation and the kind of document of a draft."""
        record = self.bench.review.record(draft)
        return (record.consultation, record.kind) if record else ("", "")

    def show(self) -> None:
        """The document that is chosen, as it is now. Each screen has its own."""
