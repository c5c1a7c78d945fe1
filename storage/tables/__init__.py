"""All tables, by subject. Importing this package defines them all."""

from storage.tables import columns, cooperatives, inbox, people, surveys, traffic

__all__ = ["columns", "cooperatives", "inbox", "people", "surveys", "traffic"]
