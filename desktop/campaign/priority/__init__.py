"""Who comes first, or needs another way, and why: flags kept on a person, with their history.

Age is computed from the birth date and never flagged. A reason that tells of somebody's health is
told by `PriorityService.reveal` only, which leaves an event.
"""
