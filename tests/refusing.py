"""Holds an act to being refused, by the kind of the refusal: no test reads its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from consultwork.errors import ConsultworkError
from consultwork.kinds import Kind


@contextmanager
def refuses(error: type[ConsultworkError], kind: Kind, /, **facts: object) -> Iterator[None]:
    """What stands in the block is refused, with this kind and at least these facts."""
    with pytest.raises(error) as caught:
        yield
    assert caught.value.kind is kind, caught.value
    told = {name: str(caught.value.facts.get(name)) for name in facts}
    assert told == {name: str(fact) for name, fact in facts.items()}
