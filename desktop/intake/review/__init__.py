"""A second pair of eyes: what waits by risk, approval, giving back, and approval by sample."""
