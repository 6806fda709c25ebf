# SPDX-License-Identifier: GPL-3.0-or-later
"""Arbitrary arguments are dated or refused in words."""

import gyrochrone
import numpy as np
import pytest
from gyrochrone import GyrochroneError

hypothesis = pytest.importorskip("hypothesis")


@hypothesis.settings(deadline=None, max_examples=60, derandomize=True)
@hypothesis.given(hypothesis.strategies.dictionaries(
    hypothesis.strategies.sampled_from(["period", "bp_rp0", "bp_rp0_sigma", "av", "membership"]),
    hypothesis.strategies.one_of(
        hypothesis.strategies.floats(), hypothesis.strategies.text(max_size=3),
        hypothesis.strategies.lists(hypothesis.strategies.floats(), max_size=3),
        hypothesis.strategies.integers(-(2**70), 2**70), hypothesis.strategies.none())))
def test_whatever_is_given_is_dated_or_refused_in_words(arguments):
    try:
        found = gyrochrone.ages(**arguments, engine="fast")
    except GyrochroneError as error:
        assert str(error)
        return
    reasons = np.ravel(np.asarray(found.reason, dtype=object))
    for median, reason in zip(np.ravel(found.median), reasons):
        assert (np.isfinite(median) and median > 0) == (reason is None)


NUMBERS = hypothesis.strategies.one_of(
    hypothesis.strategies.floats(), hypothesis.strategies.text(max_size=2), hypothesis.strategies.none(),
    hypothesis.strategies.lists(hypothesis.strategies.floats(), max_size=4),
    hypothesis.strategies.lists(hypothesis.strategies.floats(-5, 5), min_size=2, max_size=3))


@hypothesis.settings(deadline=None, max_examples=100, derandomize=True)
@hypothesis.given(hypothesis.strategies.one_of(
    NUMBERS, hypothesis.strategies.tuples(NUMBERS, NUMBERS),
    hypothesis.strategies.tuples(hypothesis.strategies.just([100.0, 1000.0, 4000.0]), NUMBERS),
    hypothesis.strategies.dictionaries(
        hypothesis.strategies.sampled_from(["id", "log10_age_myr", "log_likelihood"]), NUMBERS)))
def test_whatever_is_said_of_ages_is_used_or_refused_in_words(likelihood):
    try:
        found = gyrochrone.ages(period=[10.0, 20.0], bp_rp0=0.9, engine="fast", age_likelihood=likelihood)
    except GyrochroneError as error:
        assert str(error)
        return
    for median, reason in zip(found.median, found.reason):
        assert (np.isfinite(median) and median > 0) == (reason is None)
