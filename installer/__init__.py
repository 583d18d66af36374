"""How the program becomes something that can be installed; nothing of this is shipped.

`stage` makes one tree for every platform, `debian/` and `windows/` wrap it. `python3 dev.py build
debian` and `python3 dev.py prove debian` run `installer.debian.build` and `installer.debian.prove`.
"""
