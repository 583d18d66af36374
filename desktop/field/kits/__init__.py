"""Field kits: a part of the list lent to a laptop, and what it brings back, merged.

The office packs a kit for one device and lends its people to it; the laptop opens it, works without
any network, and writes a return; the office merges returns in whatever order they come. The files
are described in docs/field-kit.md.
"""
