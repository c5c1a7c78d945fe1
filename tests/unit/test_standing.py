"""A place among peers: at least five, never a figure, never a place in a line."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.standing import FEWEST_PEERS, Third, place_among

FIGURES = st.integers(0, 10**12).map(Decimal)


@given(FIGURES, st.lists(FIGURES, max_size=FEWEST_PEERS - 1))
def test_nothing_is_said_among_fewer_than_five_peers(own: Decimal, peers: list[Decimal]) -> None:
    assert place_among(own, peers) is None


@given(FIGURES, st.lists(FIGURES, min_size=FEWEST_PEERS, max_size=40))
def test_order_of_peers_does_not_matter(own: Decimal, peers: list[Decimal]) -> None:
    assert place_among(own, peers) == place_among(own, sorted(peers))


@given(st.lists(FIGURES, min_size=FEWEST_PEERS, max_size=40))
def test_more_is_never_a_lower_third(peers: list[Decimal]) -> None:
    order = list(Third)
    places = [order.index(place) for own in sorted(peers) if (place := place_among(own, peers)) is not None]
    assert places == sorted(places)


def test_best_of_six_and_second_of_six_hear_the_same() -> None:
    figures = [Decimal(number) for number in (10, 20, 30, 40, 50, 60)]
    told = [place_among(own, [other for other in figures if other != own]) for own in figures]
    assert told == ["lower", "lower", "middle", "middle", "upper", "upper"]


def test_equal_figures_are_all_in_the_middle() -> None:
    assert place_among(Decimal(5), [Decimal(5)] * 9) is Third.MIDDLE
