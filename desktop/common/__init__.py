"""The bottom rung: plain values and small tools that need nothing but the standard library."""
