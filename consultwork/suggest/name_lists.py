"""First names, surnames, towns and everyday words: what the search for names and places leans on.

The files say where each comes from. Short on purpose, since a name that is
also an everyday word does more harm than good.
"""

from __future__ import annotations

from consultwork.word_lists import word_set

DOUBTFUL_NAMES = word_set("suggest/first_names_and_words")
FIRST_NAMES = word_set("suggest/common_first_names") - DOUBTFUL_NAMES
MONTH_LIKE = frozenset(("april", "may", "june", "august", "summer", "autumn"))
SURNAMES = word_set("suggest/common_surnames")
TOWNS = word_set("suggest/towns")
DOUBTFUL_TOWNS = word_set("suggest/towns_and_words")
EVERYDAY = word_set("suggest/everyday_words")
NOT_NAMES = word_set("suggest/no_names")
