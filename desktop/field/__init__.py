"""Mobile teams and their visits: who goes where on which day, and what came of it.

What this promises: nobody stands on two lists that are still to be walked; whatever came of a
visit stays with its time and its name; a reason that tells of somebody's health is shown only to
whoever asks for it, and the asking is in the trail.
"""
