"""English questions: the words of our field put into Vietnamese, so that they are searched like any other."""

from collections.abc import Iterator

from knowledge.wordlists import WordLists

_FEWEST = 2


def translate(typed: list[str], lists: WordLists) -> str | None:
    """The Vietnamese words of a message typed in English ('how many members'), None when too few of them are known.

    `typed` are its words in lower case. The longest phrase wins; words that are not listed are dropped.
    """
    found = list(_known(typed, lists))
    return " ".join(found) if len(found) >= _FEWEST else None


def _known(typed: list[str], lists: WordLists) -> Iterator[str]:
    at = 0
    while at < len(typed):
        for length in range(min(lists.longest_english, len(typed) - at), 0, -1):
            meaning = lists.english.get(" ".join(typed[at : at + length]))
            if meaning is not None:
                yield meaning
                at += length
                break
        else:
            at += 1
