"""To whom: a tree of conditions as plain JSON, so that it can be stored, counted again later, and said in words.

Leaves   {} everybody · {"sector": key} · {"wards": [codes], "name"} · {"old": plain name, "name"} · {"kind": key}
         {"members": [lowest, highest]} (None: open) · {"round": id, "sent": bool, "name"} · {"channel": name}
         {"tag": folded, "name"} · {"role": "staff"}
Joined   {"all": [trees]} · {"any": [trees]} · {"not": tree}

Announcements written by earlier versions hold {"ward": code, "name"} and {"sector", "name"}; both are still read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from handlers.texts import segments as texts

Tree = dict[str, Any]
EVERYBODY: Tree = {}
DIMENSIONS = ("wards", "ward", "old", "sector", "kind", "members", "tag", "round", "channel", "role")
"""Of what a leaf speaks; the order in which conditions are said."""


def dimension(leaf: Tree) -> str:
    """What a leaf speaks of; "" for everybody. Today's and old places are one dimension."""
    found = next((key for key in DIMENSIONS if key in leaf), "")
    return "place" if found in ("wards", "ward", "old") else found


def join(kind: str, trees: Sequence[Tree]) -> Tree:
    """ "all" or "any" of the trees; a single one stays as it is, nothing at all means everybody."""
    if not trees:
        return EVERYBODY
    return trees[0] if len(trees) == 1 else {kind: list(trees)}


def leaves(tree: Tree) -> Iterator[Tree]:
    """Every condition in a tree, however deep."""
    for kind in ("all", "any"):
        if kind in tree:
            for part in tree[kind]:
                yield from leaves(part)
            return
    yield from leaves(tree["not"]) if "not" in tree else (tree,)


def replace_leaves(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The same tree with every leaf changed."""
    for kind in ("all", "any"):
        if kind in tree:
            return {kind: [replace_leaves(part, change) for part in tree[kind]]}
    return {"not": replace_leaves(tree["not"], change)} if "not" in tree else change(tree)


def concerns_staff(tree: Tree) -> bool:
    return any("role" in leaf for leaf in leaves(tree))


def describe(tree: Tree) -> str:
    """The tree in words that `reading.read_segment` understands as the same tree again."""
    if "any" in tree:
        parts = tree["any"]
        kinds = {dimension(part) for part in parts}
        same = len(kinds) == 1 and kinds != {""}
        return (", " if same else texts.OR).join(describe(part) for part in parts)
    if "all" in tree:
        ordered = sorted(tree["all"], key=lambda part: "not" in part)
        return ", ".join(describe(part) for part in ordered)
    return f"{texts.NOT} {describe(tree['not'])}" if "not" in tree else _describe_leaf(tree)


def _describe_leaf(leaf: Tree) -> str:
    if "round" in leaf:
        return texts.answered(leaf["name"], sent=leaf["sent"])
    if "members" in leaf:
        return texts.size(*leaf["members"])
    if "sector" in leaf:
        return texts.sector(leaf["sector"])
    if "tag" in leaf:
        return texts.tag(leaf["name"])
    named: Mapping[str, Mapping[str, str]] = {
        "kind": texts.KINDS, "channel": texts.CHANNELS, "role": texts.ROLES
    }  # fmt: skip
    for key, names in named.items():
        if key in leaf:
            return names.get(leaf[key], leaf[key])
    return str(leaf.get("name", "")) or texts.EVERYBODY
