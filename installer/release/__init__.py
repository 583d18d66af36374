"""The maker's side of updates: keys, the signed repository, releases, sticks.

Run by `python3 dev.py release …`; see docs/huong-dan/cap-nhat.md. Keys never lie in this tree.
"""
