"""One sector or place told by its name: found however it is typed, and kept close where it is of one or two."""

import pytest

from handlers.results.aggregate import Results, aggregate
from handlers.results.outside import hide_small
from handlers.results.part_summary import find_groups, write_part
from tests.unit.results_material import phong_tho, round_data


@pytest.fixture(scope="module")
def results() -> Results:
    return aggregate(round_data(phong_tho()))


@pytest.mark.parametrize("words", ["Xã Mường So", "mường so", "MUONG SO", "xa muong so", " muong   so "])
def test_a_place_is_found_however_it_is_typed(results: Results, words: str) -> None:
    assert [group.name for group in find_groups(results, words)] == ["Xã Mường So"]


def test_a_part_of_a_sectors_name_is_enough(results: Results) -> None:
    assert [group.key for group in find_groups(results, "thuong mai")] == ["trade"]
    assert "10 trên 10" in write_part(results, "thuong mai")


@pytest.mark.parametrize("words", ["sao hỏa", "!!!", "o", "nong lam thuy"])
def test_what_is_no_group_is_told_with_the_sectors_there_are(results: Results, words: str) -> None:
    assert find_groups(results, words) == []
    assert "• Thương mại, dịch vụ" in write_part(results, words)


def test_who_may_not_see_single_answers_reads_no_figure_of_one_or_two() -> None:
    few = aggregate(round_data(phong_tho()[:2]))
    assert "đồng" in write_part(few, few.sectors[0].name)
    told = write_part(hide_small(few), few.sectors[0].name)
    assert "đồng" not in told
    assert "• Doanh thu: kín" in told
