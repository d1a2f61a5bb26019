"""Everything that can be wrong, one member each: what code reads where a person reads a sentence."""

from __future__ import annotations

from consultwork.kinds.blockers import Waiting
from consultwork.kinds.faults import FaultKind
from consultwork.kinds.refusals import Kind

__all__ = ["FaultKind", "Kind", "Waiting"]
