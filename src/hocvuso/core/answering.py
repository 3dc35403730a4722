"""Decide what to do with what was found: answer, ask back, offer, or hand over to a person.

The probability that the best hit is right is a logistic function of the features of the first hit. Wrong
steps cost a novice more than an honest "no lesson on this" (design: five times), so the bar is high.
"""

from __future__ import annotations
