"""From any file to people: what stands in a list, cell by cell, without a store.

The way through, one module a step: `files` takes the bytes, `passwords` opens a locked workbook,
`archives` refuses what would unpack beyond reason, `workbooks` and `text_tables` make a `table`,
`legacy` turns old fonts into Unicode, `headers` finds the header, `sheet` lays the columns out,
`kinds` tells people from totals and sections, `values` (with `numbers` and `dates`) reads the
cells, `rows` puts it together. `preview.preview_file` is the door.
"""
