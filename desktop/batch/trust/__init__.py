"""Who believes whom: stations enrol at the province, and stations trust the province's keys.

Each side gives the other one small signed file; two people compare the fingerprint in it, read out
in groups of digits on the phone. A new key of the province is vouched for by the old one, and both
hold until the old one is retired.
"""
