"""From which share of the words on two texts are copies: the rule, over what was counted.

A copy has at least half of the five-word sequences of the shorter of the two texts, whatever stands around them. An
outlet's furniture (what it has in its articles day after day: footer, template, set phrases) is no text of an article
and counts neither in the share nor in the length. Two articles of one outlet are what a template makes alike, and
copies only from nine tenths on. From nine tenths of all sequences on, articles of two outlets are copies though most
of it is furniture: what one outlet has brought six times is then taken for a story that went round.
A text of less than a sixth of the other's length is an excerpt, a quotation or an item of a digest and no copy: else
one digest would make one story of all that happened on its day.
The sequences in common are counted in the texts; how much of a text is furniture is known from its sketch.
"""

import numpy as np

from pipelines.copies.candidates import Compared, Pairs
from pipelines.copies.sketches import UNKNOWN, Flags, Numbers, Sketches

CONTAINED = 0.5
"""Share of the shorter text's own sequences from which two texts are copies."""
CONTAINED_WHOLLY = 0.9
"""The same for two texts of one outlet."""
FEWEST = 8
"""Sequences in common below which texts are no near copies: half of a short post may be a set phrase."""
LONGEST = 6
"""Times the shorter one's own length that the longer one may have."""
LIKELY = 0.25
"""Share of the shorter sketch below which the texts are not opened: the sketch is a sample and may err by so much."""
_MARGIN = CONTAINED - LIKELY


def is_likely(sketches: Sketches, pairs: Pairs, compared: Compared) -> Flags:
    """Say of which pairs the sketches have so much in common that the texts may be copies."""
    is_one = _is_one_outlet(sketches, pairs)
    share = np.where(is_one, CONTAINED_WHOLLY - _MARGIN, LIKELY)
    is_whole = ~is_one & (compared.contained_all >= CONTAINED_WHOLLY - _MARGIN)
    return ((compared.own > 0) & (compared.contained >= share)) | is_whole


def are_copies(sketches: Sketches, pairs: Pairs, compared: Compared, common: Numbers) -> Flags:
    """Say which pairs are copies; `common` is the number of sequences that both texts of each have."""
    is_one = _is_one_outlet(sketches, pairs)
    later, earlier = sketches.sequences[pairs.later], sketches.sequences[pairs.earlier]
    own = common * compared.own / np.maximum(compared.shared, 1)
    lengths = later * compared.own_later, earlier * compared.own_earlier
    shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
    share = np.where(is_one, CONTAINED_WHOLLY, CONTAINED)
    is_own = (own >= FEWEST) & (own >= share * shorter) & (longer <= LONGEST * shorter)
    shortest, longest = np.minimum(later, earlier), np.maximum(later, earlier)
    is_whole = ~is_one & (common >= FEWEST) & (common >= CONTAINED_WHOLLY * shortest) & (longest <= LONGEST * shortest)
    return is_own | is_whole


def _is_one_outlet(sketches: Sketches, pairs: Pairs) -> Flags:
    """Say of which pairs both texts are of one outlet, and not of none."""
    later, earlier = sketches.outlets[pairs.later], sketches.outlets[pairs.earlier]
    return (later == earlier) & (later != UNKNOWN)
