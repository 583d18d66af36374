"""Papers made from plain values: receipts, hand-over sheets, recovery sheets, page pictures.

Promises: every Vietnamese letter is drawn and can be copied out again; long names wrap or
shrink and never overlap or vanish; black only, so that any office printer will do; practice
data says so on every page. This package knows no database and no other capability.
"""
