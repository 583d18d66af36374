"""The screens: everything a person sees, and the only place that knows Qt.

Promises: text from outside is shown as plain text, every control works from the keyboard and
has an accessible name, and no slow work runs on the thread that draws.
"""
