"""Campaigns of random kills: a test that asks for a `seed` runs as often as `--kill-runs` says."""

import random

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        first = metafunc.config.getoption("--kill-seed")
        first = random.SystemRandom().randrange(10**6) if first is None else first
        metafunc.parametrize("seed", [pytest.param(first + n, id="a seed") for n in range(runs_of(metafunc.config))])


def runs_of(config: pytest.Config) -> int:
    return int(config.getoption("--kill-runs"))
