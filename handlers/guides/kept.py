"""What is kept of a person in the guides, in words a person reads."""

from typing import Any

from handlers.conversation import Turn
from knowledge.handbook import shipped
from storage import guides


def collect(turn: Turn) -> list[dict[str, Any]]:
    """Each procedure the person began or ticked a paper of. What is on no list any more is named by its key."""
    steps = dict(guides.steps_of(turn.unit, turn.person.id))
    ticked = guides.all_ticked(turn.unit, turn.person.id)
    keys = dict.fromkeys([*steps, *(procedure for procedure, _ in ticked)])
    return [
        {
            "thu_tuc": _title(key),
            "buoc": steps.get(key),
            "giay_to_da_danh_dau": [_paper(key, paper) for procedure, paper in ticked if procedure == key],
        }
        for key in keys
    ]


def _title(key: str) -> str:
    found = shipped().procedures.get(key)
    return key if found is None else found.title


def _paper(key: str, token: str) -> str:
    found = shipped().procedures.get(key)
    papers = () if found is None else found.papers
    return next((paper.text for paper in papers if paper.token == token), token)
