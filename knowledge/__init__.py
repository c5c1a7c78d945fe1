"""What the assistant knows: legal documents with dates, curated entries, and the search over them.

Pure and in memory: no clock, no network, no database. Start at `knowledge.knowledge_base.KnowledgeBase`.
"""
