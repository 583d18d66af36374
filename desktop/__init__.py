"""Quầy Tiếp Nhận: the intake counter for renewing Party membership cards."""

__version__ = "0.1.0"
