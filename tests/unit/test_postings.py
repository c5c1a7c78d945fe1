"""The sums of the search against the same sums made one by one."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from knowledge.postings import Phrases, Postings, Rows

ITEMS, FEATURES = 40, 30
ASKED, WEIGHTS, SHARE = [0, 3, 7, 12, 29], [1.0, 0.5, 0.25, 2.0, 1.5], 0.5


@pytest.fixture(scope="module")
def said() -> dict[tuple[int, int], float]:
    """What items say of features: the first ones are held by most items, the last by hardly any."""
    chance = np.random.default_rng(7)
    shares = np.linspace(0.8, 0.03, FEATURES)
    held = {(f, i) for f in range(FEATURES) for i in range(ITEMS) if chance.random() < shares[f]}
    return {pair: float(chance.random()) for pair in sorted(held | {(12, 5), (29, 0), (29, 39)})}


def rows_of(weights: dict[tuple[int, int], float]) -> Rows:
    codes, holders = np.array(list(weights), dtype=np.int32).T
    return codes, holders, np.array(list(weights.values()), dtype=np.float32)


def test_both_sums_are_those_of_features_held_often_and_seldom(said: dict[tuple[int, int], float]) -> None:
    telling = np.linspace(0.5, 3.0, FEATURES).astype(np.float32)
    postings = Postings(telling, ITEMS, rows_of(said))
    wanted = np.zeros((2, ITEMS + 1))
    for code, weight in zip(ASKED, WEIGHTS, strict=True):
        for item in range(ITEMS):
            if (code, item) in said:
                wanted[:, item] += said[code, item] * weight * SHARE, telling[code] * weight * SHARE
    assert postings.add(ASKED, WEIGHTS, SHARE) == pytest.approx(wanted, abs=1e-5)
    only_seldom, only_often = postings.add([29], [1.0], 1.0), postings.add([0], [1.0], 1.0)
    assert only_seldom[1].nonzero()[0].tolist() == [i for f, i in said if f == 29]
    assert only_often[1].nonzero()[0].tolist() == [i for f, i in said if f == 0]
    assert not postings.add([], [], 1.0).any()


def test_who_holds_a_feature_is_known_of_each(said: dict[tuple[int, int], float]) -> None:
    postings = Postings(np.ones(FEATURES, dtype=np.float32), ITEMS, rows_of(said))
    held = {(f, i) for f in range(FEATURES) for i in range(ITEMS) if postings.holds(f, i)}
    assert held == set(said)


def phrases_and_sums(said: dict[tuple[int, int], float]) -> tuple[Phrases, list[list[float]]]:
    """Forty phrases of four items (of 1, 4, 15 and 20), and what each should come to."""
    counts, scales = [1, 4, 15, 20], np.linspace(0.1, 1.0, ITEMS)
    phrases = Phrases(FEATURES, counts, rows_of({(f, p): scales[p] for f, p in said}))
    sums = [
        SHARE * scales[p] * sum(w for f, w in zip(ASKED, WEIGHTS, strict=True) if (f, p) in said) for p in range(ITEMS)
    ]
    firsts = np.cumsum([0, *counts])
    return phrases, [[*sums[a:b], *[0.0] * (20 - b + a)] for a, b in pairwise(firsts.tolist())]


def test_phrases_of_some_items_are_summed_item_by_item(said: dict[tuple[int, int], float]) -> None:
    phrases, wanted = phrases_and_sums(said)
    found = phrases.add(ASKED, WEIGHTS, SHARE, np.array([0, 2, 3]))
    assert found == pytest.approx(np.array([wanted[0], wanted[2], wanted[3]]), abs=1e-6)
    again = phrases.add([5], [1.0], 1.0, np.array([1]))
    assert again[0].nonzero()[0].tolist() == [p - 1 for f, p in said if f == 5 and 1 <= p < 5], "of one question only"


def test_questions_of_several_threads_do_not_mix(said: dict[tuple[int, int], float]) -> None:
    phrases, wanted = phrases_and_sums(said)
    items = np.arange(4)

    def ask(number: int) -> bool:
        if number % 2:
            return bool(phrases.add([1, 2], [5.0, 5.0], 1.0, items).any())
        return bool(np.allclose(phrases.add(ASKED, WEIGHTS, SHARE, items), wanted, atol=1e-6))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(400)))
