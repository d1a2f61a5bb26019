# What is wrong with a Word file or a template, and what is left in a file that should not leave.

bare-address = A link shows its address instead of words.
blank-line = An empty line is used for space.
block-tag-in-a-table-or-header = The tag { $tag } stands in a table, header, footer or frame. Move it into the text itself.
block-tag-stands-twice = The tag { $tag } stands there more than once. Leave it in one place.
capitals = Words are written in capitals, which are hard to read.
empty-cell = A cell is empty; write a dash or “none”.
empty-heading = A heading has no words.
first-heading-is-not-first = The first heading is of level { $level }, not 1.
floating-picture = A picture floats over the text.
header-row-does-not-repeat = The first row is not marked as a header that repeats.
heading-level-is-skipped = A heading of level { $level } follows one of level { $before }.
italics = Words are in italics, which are hard to read.
justified = The text is justified; it should be aligned to the left.
language = The document's language { $language ->
        [none] is not set
       *[other] is { $language }
    }; it should be en-GB.
left-comments = It has comments ({ $part }).
left-comments-part = It has a part for comments ({ $part }).
left-data-part = It has a part with data of ours ({ $part }).
left-embedded-file = It has an embedded file ({ $part }).
left-hidden-anchors = It has hidden anchors ({ $part }).
left-hidden-text = It has hidden text ({ $part }).
left-name-of-our-tools = It holds a name of our own tools: { $name } ({ $part }).
left-names-an-author = It names the author of a change or comment ({ $part }).
left-names-who-made-it = It names who made it ({ $field } in { $part }).
left-ref-of-ours = It holds something like a ref of ours: { $ref } ({ $part }).
left-tells-of-sessions = It tells of the sessions it was edited in ({ $part }).
left-tracked-changes = It has tracked changes ({ $part }).
lines-too-close = Lines stand too close ({ $times } times); they should be 1.15 apart at least.
looks-like-a-heading = A bold line looks like a heading but has no heading style.
low-contrast = The contrast of text and ground is { $ratio } to 1; it should be 4.5.
merged-cells = Cells are merged, which a screen reader cannot follow.
missing-block-tag = The tag { $tag } is missing, so its words would be lost. Add a paragraph that holds only it.
missing-made-up-tag = The tag { $tag } is missing, so an example could not say that it is made up. Add a paragraph with it.
missing-tag = The tag { $tag } is missing: the document will not show it. Leave it so if you mean to.
missing-template = This template is missing. Copy it from the supplied ones.
no-headings = The document has no headings, so nobody can jump from part to part.
no-page-numbers = The pages are not numbered.
no-title = The document has no title in its properties.
one-brace = “{ $tag }” has one brace on each side, so it is printed as it is. Write two.
picture-has-no-text = A picture has no alternative text.
picture-names-a-file = The alternative text is only a file name, { $file }.
placed-by-spaces = Spaces or tabs are used to place words.
table-has-no-header = The table does not say that its first row is a header.
table-has-no-title = The table has no title or description for people who cannot see it.
table-in-a-table = A table stands inside another table.
text-box = Words stand in a text box, which screen readers read out of order.
too-small = Text is { $points } points; it should be at least 12.
typed-list = A list is typed by hand; use Word's bullets or numbers.
underlined = Words are underlined but are not a link.
unknown-tag = The tag { $tag } is not known. { $near ->
        [none] templates/README.md lists the tags.
       *[other] Did you mean { $near }?
    }
vague-link = The link “{ $words }” does not say where it leads.
