"""Loudness of a voice as ITU-R BS.1770-4 measures it, and the gain that brings it to a target.

The K weighting is applied in the frequency domain, so that NumPy alone is enough; silence is left out by the
standard's two gates.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]  # mono samples in −1…1

TARGET = -17.0  # published: LUFS; AES TD1008 (2021) has speech on phones between −16 and −20
# measured: at our bit rates AAC overshoots by 4 dB, Opus by 2.5; one sample in a million is then clipped in AAC,
# none in Opus (EBU R 128 leaves −1 dB, for better codecs)
PEAK = -4.0
_BLOCK, _HOP = 0.4, 0.1  # published: BS.1770-4, seconds of a block and between blocks
_ABSOLUTE, _RELATIVE = -70.0, -10.0  # published: BS.1770-4, gates in LUFS and below the first mean
_PIECE = 2**17  # assumed: samples of a piece, large beside the half second of its run-in
_OFFSET = -0.691  # published: BS.1770-4
# published: BS.1770-4 as analogue prototypes (shelf: Hz, dB, Q; high pass: Hz, Q), for any sample rate
_SHELF, _HIGH_PASS = (1681.974450955533, 3.999843853973347, 0.7071752369554196), (38.13547087602444, 0.5003270373238773)


def loudness(sound: Sound, rate: int) -> float:
    """Return the integrated loudness in LUFS; −inf for silence."""
    power = _block_powers(_weighted(sound, rate), rate)
    loud = power[_lufs(power) > _ABSOLUTE]
    if not loud.size:
        return -math.inf
    gate = _one_lufs(float(loud.mean())) + _RELATIVE
    return _one_lufs(float(loud[_lufs(loud) > gate].mean()))


def levelled(sound: Sound, measured: float) -> Sound:
    """Return the sound brought from its measured loudness to `TARGET`, its peaks rounded off below `PEAK`."""
    if not math.isfinite(measured):
        return sound
    return limited(sound * 10 ** ((TARGET - measured) / 20))


def limited(sound: Sound) -> Sound:
    """Return the sound with what is above half of the ceiling bent smoothly below it; the rest is untouched."""
    ceiling = 10 ** (PEAK / 20)
    knee = ceiling / 2
    size = np.abs(sound)
    bent = knee + (ceiling - knee) * np.tanh((size - knee) / (ceiling - knee))
    return np.where(size > knee, np.copysign(bent, sound), sound)


def _weighted(sound: Sound, rate: int) -> Sound:
    """Return the sound as the ear weighs it, piece by piece, each with a run-in in which the filters settle."""
    run_in, size = rate // 2, _PIECE
    steps = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = _response(_shelf(rate), steps) * _response(_high_pass(rate), steps)
    padded = np.concatenate((np.zeros(run_in), sound, np.zeros(size)))
    pieces = [
        np.fft.irfft(np.fft.rfft(padded[start : start + size]) * response)[run_in:]
        for start in range(0, len(sound), size - run_in)
    ]
    return np.concatenate(pieces)[: len(sound)] if pieces else sound


Filter = tuple[tuple[float, float, float], tuple[float, float, float]]


def _response(coefficients: Filter, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    (b0, b1, b2), (a0, a1, a2) = coefficients
    return (b0 + b1 * z + b2 * z**2) / (a0 + a1 * z + a2 * z**2)


def _shelf(rate: int) -> Filter:
    hertz, decibels, q = _SHELF
    k, high = math.tan(math.pi * hertz / rate), 10 ** (decibels / 20)
    middle = high**0.4996667741545416
    above = (high + middle * k / q + k * k, 2 * (k * k - high), high - middle * k / q + k * k)
    return above, (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)


def _high_pass(rate: int) -> Filter:
    hertz, q = _HIGH_PASS
    k = math.tan(math.pi * hertz / rate)
    below = (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)
    return (1.0, -2.0, 1.0), (1.0, below[1] / below[0], below[2] / below[0])


def _block_powers(sound: Sound, rate: int) -> Sound:
    size, hop = round(_BLOCK * rate), round(_HOP * rate)
    if len(sound) <= size:
        return np.array([float(np.mean(sound**2))]) if len(sound) else np.zeros(1)
    sums = np.concatenate(([0.0], np.cumsum(sound**2)))
    starts = np.arange(0, len(sound) - size + 1, hop)
    return (sums[starts + size] - sums[starts]) / size


def _lufs(power: Sound) -> Sound:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-12))


def _one_lufs(power: float) -> float:
    return _OFFSET + 10 * math.log10(max(power, 1e-12))
