"""Who the card says this person is: numbers, card texts, scans and pictures of cards.

Promises: the twelve digits of a card are never lost, whatever a scanner does to the rest; a
restored text is offered, never filled in silently; a doubt about a number is a warning, not a
wall. Everything but `qr_image` is pure and needs no heavy library.
"""
