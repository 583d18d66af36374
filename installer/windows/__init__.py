"""The Windows installers, built on Debian: a setup program and an MSI of one tree."""
