"""The province's report: its units, its settings, the figures, and their papers."""
