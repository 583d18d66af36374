"""The province's answers: a signed, sealed file for each batch, applied record by record.

Promises: only the keys that this station trusts are believed; an answer that is not for this
station, for no batch of it, damaged or forged changes nothing and is kept aside; applied twice, or
an older one after a newer one, changes nothing more.
"""
