"""No figure of one or two cooperatives can be read from what is shown, nor computed from it."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from handlers.results.hiding import LEAST, find_hidden, relations

Cells = dict[tuple[str, str], frozenset[int]]
TOTAL = ("all", "")


def tables(*rows: tuple[str, ...]) -> Cells:
    """Cells of cooperatives, each given by its group in every breakdown, with the total."""
    cells: dict[tuple[str, str], set[int]] = {}
    for number, row in enumerate(rows):
        cells.setdefault(TOTAL, set()).add(number)
        for breakdown, group in enumerate(row):
            cells.setdefault((str(breakdown), group), set()).add(number)
    return {cell: frozenset(ids) for cell, ids in cells.items()}


def can_be_computed(wanted: dict[int, int], shown: list[frozenset[int]], size: int) -> bool:
    """Whether a sum over cooperatives is a combination of shown sums, by plain elimination with fractions."""
    rows = [[Fraction(one in ids) for one in range(size)] for ids in shown]
    target = [Fraction(wanted.get(one, 0)) for one in range(size)]
    done = 0
    for column in range(size):
        pivot = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for row in [*rows[done + 1 :], target]:
            factor = row[column] / rows[done][column]
            if factor:
                row[:] = [left - factor * right for left, right in zip(row, rows[done], strict=True)]
        done += 1
    return not any(target)


small_tables = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("pqrst"), st.sampled_from("xyz")), min_size=1, max_size=14
)


@given(small_tables)
def test_no_hidden_cell_can_be_computed_from_the_shown_ones(rows: list[tuple[str, ...]]) -> None:
    cells = tables(*rows)
    hidden = find_hidden(cells)
    assert {cell for cell, ids in cells.items() if len(ids) < LEAST} <= hidden
    shown = [ids for cell, ids in cells.items() if cell not in hidden]
    for cell in hidden:
        assert not can_be_computed(dict.fromkeys(cells[cell], 1), shown, len(rows)), cell


@given(small_tables)
def test_no_two_cooperatives_that_are_cells_of_their_own_are_shown_as_their_sum(rows: list[tuple[str, ...]]) -> None:
    cells = tables(*rows)
    shown = [ids for cell, ids in cells.items() if cell not in find_hidden(cells)]
    alone = {min(ids) for ids in cells.values() if len(ids) == 1}
    for pair in combinations(sorted(alone), 2):
        assert not can_be_computed(dict.fromkeys(pair, 1), shown, len(rows)), pair


@given(small_tables)
def test_every_relation_holds_for_every_cooperative(rows: list[tuple[str, ...]]) -> None:
    cells = tables(*rows)
    for relation in relations(cells):
        for one in range(len(rows)):
            assert sum(factor for cell, factor in relation.items() if one in cells[cell]) % (2**61 - 1) == 0


def test_nothing_is_hidden_where_no_group_is_small() -> None:
    assert find_hidden(tables(*[("a",)] * 3, *[("b",)] * 4)) == frozenset()


def test_one_small_group_takes_the_smallest_other_with_it() -> None:
    rows = [("a",)] * 2 + [("b",)] * 4 + [("c",)] * 3
    assert find_hidden(tables(*rows)) == {("0", "a"), ("0", "c")}


def test_two_small_groups_of_one_are_not_given_away_by_their_sum() -> None:
    rows = [("a",), ("b",), *[("c",)] * 5, *[("d",)] * 6]
    assert find_hidden(tables(*rows)) == {("0", "a"), ("0", "b"), ("0", "c")}


def test_a_ward_is_not_given_away_by_its_district() -> None:
    wards = [("p1", "D")] * 2 + [("p2", "D")] * 5 + [("p3", "E")] * 5 + [("p4", "E")] * 6
    hidden = find_hidden(tables(*wards))
    assert ("0", "p1") in hidden
    assert ("0", "p2") in hidden or ("1", "D") in hidden


def test_no_more_is_hidden_than_it_takes() -> None:
    """One alone in its sector and its ward: one other sector and one other ward are enough."""
    rows = [("a", "p")] * 9 + [("b", "q")] * 8 + [("c", "p")] * 5 + [("c", "q")] * 5 + [("d", "r")]
    assert find_hidden(tables(*rows)) == {("0", "d"), ("1", "r"), ("0", "b"), ("1", "q")}


def test_a_round_of_two_hides_its_total_too() -> None:
    assert find_hidden(tables(("a",), ("b",))) == {TOTAL, ("0", "a"), ("0", "b")}


def test_many_groups_are_done_in_a_moment() -> None:
    """As many cooperatives, wards and districts as a province has; what counts is that it ends."""
    rows = [(f"s{n % 8}", f"w{n * 7 % 103}", f"d{n * 7 % 103 // 10}", f"z{n % 5}") for n in range(1000)]
    hidden = find_hidden(tables(*rows, ("s9", "w200", "d3", "z1")))
    assert {("0", "s9"), ("1", "w200")} <= hidden
