"""Check the knowledge base: python -m scripts.check_knowledge [--as-of YYYY-MM-DD] [--content FOLDER] [--errors-only].

Prints every finding with file and line, errors first, then a summary. Exit 1 when there are errors.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.checks import Finding, check_content
from knowledge.documents import ContentError, load_registry
from knowledge.entries import Article, Entry, read_articles, read_entries
from knowledge.handbook_checks import check_handbook
from knowledge.knowledge_base import CONTENT, KnowledgeBase
from knowledge.policies.checks import check_policies


def read_folder(folder: Path) -> tuple[list[Entry], list[Article], list[Finding]]:
    """All files that can be read, and an error for each that cannot."""
    entries: list[Entry] = []
    articles: list[Article] = []
    findings: list[Finding] = []
    for file in sorted((folder / "answers").glob("*.md")):
        try:
            entries += read_entries(file)
        except ContentError as error:
            findings.append(Finding("error", error.where, f"{error.problem}; {error.remedy}"))
    for file in sorted((folder / "articles").glob("*.md")):
        try:
            articles += read_articles(file)
        except ContentError as error:
            findings.append(Finding("error", error.where, f"{error.problem}; {error.remedy}"))
    return entries, articles, findings


def check_wordings(base: KnowledgeBase, on: date) -> Iterator[Finding]:
    """Each entry is found first by each of its own wordings."""
    for entry in base.entries.values():
        for wording in (entry.question, *entry.wordings):
            reply = base.ask(wording, on)
            found = [answer.entry for answer in reply.answers]
            if entry.key not in found:
                got = found[0] if found else reply.kind if reply.kind != "law" else reply.outcome
                yield Finding("warning", entry.where, f"{wording!r} finds {got} instead of {entry.key}")


def check_folder(folder: Path, on: date, with_search: bool = True) -> list[Finding]:
    """All findings of a content folder on day `on`, errors first."""
    entries, articles, findings = read_folder(folder)
    registry = load_registry(folder)
    is_readable = len(findings) == 0 and all(rule.document in registry for e in entries for rule in e.rules)
    findings += check_content(entries, articles, registry, on)
    findings += check_policies(folder, registry, on)
    findings += check_handbook(folder, registry, {entry.key for entry in entries}, on)
    if with_search and is_readable:
        findings += check_wordings(KnowledgeBase.load(folder), on)
    return sorted(findings, key=lambda f: f.level)


def main() -> int:
    """Print the findings; 1 when there are errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, help="check as on this day (today)")
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--errors-only", action="store_true")
    args = parser.parse_args()
    on = args.as_of or datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    try:
        findings = check_folder(args.content, on, with_search=not args.errors_only)
    except ContentError as error:
        print(f"error: {error}")
        return 1
    errors = [f for f in findings if f.level == "error"]
    for finding in errors if args.errors_only else findings:
        print(finding)
    print(f"{len(errors)} errors, {len(findings) - len(errors)} warnings in {args.content}")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
