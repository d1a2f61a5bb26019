"""What is sent and what comes back: blocks to Word by an officer's template, checks, reading back.

``write.write`` writes a document, ``check.check`` tests whether everybody can read it,
``read_back.read`` reads it again, ``pages.count_pages`` counts its pages, and ``placeholders``
lists what a template asks for.
"""
