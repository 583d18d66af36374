"""Never lost: backups, the twin copy on a second disk, and the way back on another machine.

A backup is one file; the twin copy is a folder that follows the store by less than a minute. Both
hold the store as it is encrypted on disk, and the store's key only as wrapped by the recovery code.
"""
