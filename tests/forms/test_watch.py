"""The watch over callbacks itself."""

from __future__ import annotations

import ipywidgets as widgets
import pytest


def test_a_callback_that_fails_leaves_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """ipywidgets swallow an error in ``on_click`` and log it: that line is what the watch looks for."""
    button = widgets.Button()

    def fail(_: object) -> None:
        raise ValueError

    button.on_click(fail)
    button.click()
    assert "Exception in callback" in caplog.text
    caplog.clear()
