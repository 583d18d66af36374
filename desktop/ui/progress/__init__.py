"""Screens of the campaign's progress. Charts are drawn with pyqtgraph, and only here."""
