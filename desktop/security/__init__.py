"""Keys, sealing, signatures, operators and the audit trail: nobody sees what isn't theirs."""
