"""People who stand twice on the list, in one cell or across cells: found, shown, merged, undone.

What this promises: nobody is merged without a person saying so; both rows are kept as they were;
a merge can be taken back; a row with an application is never the one that leaves.
"""
