# SPDX-License-Identifier: GPL-3.0-or-later
"""Ages of stars from their rotation.

>>> import gyrochrone
>>> sun = gyrochrone.ages(period=25.4, bp_rp0=0.818, bp_rp0_sigma=0.0282)
>>> low, high = sun.interval(0.68)

Ages are in Myr, periods in days, colors in magnitudes. The numbers are those of the command ``gyro``.
"""

from . import survey
from ._ages import Ages, ages
from ._cluster import ClusterAge, cluster
from ._density import density
from ._explore import Page, explore
from ._figure import Figure
from ._forward import Gyrochrones, Lines, cite, gyrochrone, simulate, track
from ._library import ArgumentError, GyrochroneError, version
from ._table import Columns

__all__ = [
    "Ages", "ArgumentError", "ClusterAge", "Columns", "Figure", "Gyrochrones", "GyrochroneError", "Lines",
    "ages", "cite", "cluster", "density", "explore", "gyrochrone", "simulate", "survey", "track", "version",
]
__version__ = version()
