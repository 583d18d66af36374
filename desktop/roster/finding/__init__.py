"""Finding people on the list while somebody types; and the list itself, sorted and filtered.

What this promises: a keystroke is answered from memory in a few milliseconds, also among a
quarter of a million people; whoever was meant stands first; one mistake is forgiven when nobody
fits as typed. Nothing here reads the store: columns go in, ids come out.
"""
