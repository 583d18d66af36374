"""The one way a record changes its state: checked, written down, and only then done."""
