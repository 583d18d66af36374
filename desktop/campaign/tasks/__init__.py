"""Tasks: who does what by when, how it stands, and what came of it.

What this promises: every task has one owner and one deadline; nothing that was done to it is lost;
a task that is not finished is in sight until somebody says what came of it.
"""
