"""One application from arrival to ready: nothing typed, shot or signed is ever lost."""
