"""Whether the audit trails of stations go on from batch to batch; shown, and never in the way."""
