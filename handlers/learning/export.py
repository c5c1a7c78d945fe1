"""What staff approved, as content files that maintainers can take over."""

from collections.abc import Iterable

from knowledge.entries import Entry, Rule

NOT_THERE = "không quy định"


def write_topics(entries: Iterable[Entry]) -> dict[str, str]:
    """File name -> Markdown as the content folder holds it (docs/knowledge.md), entries in their order."""
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.topic, []).append(entry)
    return {f"{topic}.md": _write_topic(rows) for topic, rows in topics.items()}


def _write_topic(entries: list[Entry]) -> str:
    blocks = [f"# {entries[0].topic_title}", *("\n".join(_entry_lines(entry)) for entry in entries)]
    return "\n\n".join(blocks) + "\n"


def _entry_lines(entry: Entry) -> list[str]:
    lines = [f"## {entry.key}", f"Hỏi: {entry.question}"]
    if entry.wordings:
        lines += ["Cách hỏi khác:", *(f"- {wording}" for wording in entry.wordings)]
    for name, values in (("Từ khóa", entry.keywords), ("Liên quan", entry.related)):
        lines += [f"{name}: {', '.join(values)}"] if values else []
    for name, day in (("Xem lại", entry.review_on), ("Đã sửa", entry.corrected_on)):
        lines += [f"{name}: {day.isoformat()}"] if day else []
    for rule in entry.rules:
        lines += ["", *_rule_lines(rule)]
    return lines


def _rule_lines(rule: Rule) -> list[str]:
    places = "; ".join(c.place() for c in rule.citations) or NOT_THERE
    unverified = [f"Chưa kiểm chứng: {rule.unverified}"] if rule.unverified else []
    return [f"### {rule.document}: {places}", rule.short, *rule.details, *unverified]
