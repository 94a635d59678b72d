"""Schemas: the closed sets, dataclasses and tables that everything else speaks in.

This layer imports nothing else of chargesheet.
"""
