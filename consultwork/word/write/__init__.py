"""Blocks to Word: the document, its XML, footnotes, pages, the copies that go out."""
