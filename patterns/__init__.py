"""Data: what the components look for, by language (``patterns/en/``)."""
