"""What else was done for somebody who came for the card: identity card, e-ID, residence."""
