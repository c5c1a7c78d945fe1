"""All tables, by subject. Importing this package defines them all."""

from storage.tables import columns, cooperatives, guides, inbox, law, learning, people, surveys, traffic

__all__ = ["columns", "cooperatives", "guides", "inbox", "law", "learning", "people", "surveys", "traffic"]
