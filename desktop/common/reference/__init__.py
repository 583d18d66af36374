"""Public code lists of the State, read from `resources/reference`; always asked by code or name.

`people` knows ethnic groups and places of birth registration, `units` the administrative units
of before and after 1/7/2025, `places` compares two addresses written in either.
"""
