"""The volunteer's page and the light page, with their locks: the one place that joins forms and workbench."""

from __future__ import annotations
