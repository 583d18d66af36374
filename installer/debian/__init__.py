"""The Debian package: built with dpkg-deb alone from the staged tree."""
