"""Taking batches in: verified, decrypted, checked record by record, kept once."""
