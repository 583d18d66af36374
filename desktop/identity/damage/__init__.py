"""What scanners do to the letters of a card, and how much of it can be undone.

Promises: a name is called certain only when sending it through the same damage gives exactly the
text that came and no other reading is a Vietnamese name; everything else is a list of candidates.
All of it is pure, needs no heavy library and ends in bounded time.
"""
