"""Cells that are done with: nobody is left open, or each one is explained; then the cell locks."""
