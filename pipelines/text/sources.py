"""Who the source of each attribution is: its kind and its name, after pronouns and short names are resolved.

Here the sources of a story are read in the order of the text, and those that the text leaves out are carried over.
Whom a phrase names stands in `naming.py`, whom a pronoun stands for in `pronouns.py`; how a claim came to the
publisher in `chain.py`.
"""

import re

from pipelines.model import Attribution, Source
from pipelines.text.anonymity import give_reasons
from pipelines.text.naming import Naming
from pipelines.text.phrases import phrase_of
from pipelines.text.pronouns import Speakers, referent_of
from pipelines.text.referents import Referent
from pipelines.text.story import Story, place_of

_CARRYING = re.compile(r"(?:and |but |while |also )*\w+ing\b", re.IGNORECASE)
"""A cue that goes on with the speaker before: "adding", "and warning"."""


def sources_of(story: Story) -> tuple[Source, ...]:
    """Give the source of each attribution of a story, in the order of the attributions."""
    return _Sources(story).all()


class _Sources:
    def __init__(self, story: Story) -> None:
        self.story, self.naming = story, Naming(story)
        self.speakers: Speakers = []
        self.unattributed = Referent("unattributed", anonymity_class="anonymous")
        self._found: dict[int, tuple[Referent, int | None]] = {}

    def all(self) -> tuple[Source, ...]:
        attributions = self.story.attributions
        for number in sorted(range(len(attributions)), key=lambda n: place_of(attributions[n])):
            attribution = attributions[number]
            self.naming.groups.introduce_before(place_of(attribution))
            referent, count = self._read(number)
            self._found[number] = referent, count
            if referent.kind != "unattributed":
                self.speakers.append((place_of(attribution), referent))
                self.naming.cast.spoken.add(referent)
        give_reasons(self.story, self.speakers)
        told = {found: found[0].as_source(found[1]) for found in set(self._found.values())}
        return tuple(told[self._found[n]] for n in range(len(attributions)))

    def _read(self, number: int) -> tuple[Referent, int | None]:
        attribution = self.story.attributions[number]
        phrase = phrase_of(self.story.text, attribution.source)
        if phrase is None:
            return self._carried(attribution)
        holder = self.story.holder_of(number)
        outer = self._found.get(holder) if holder is not None else None
        found = referent_of(phrase, attribution, self.naming, self.speakers, outer[0] if outer else None)
        return found or self.naming.named(phrase, attribution)

    def _carried(self, attribution: Attribution) -> tuple[Referent, int | None]:
        """Give the source of a claim without one: the speaker before, where the text goes on with what was said."""
        if not self.speakers:
            return self.unattributed, None
        text, (position, latest) = self.story.text, self.speakers[-1]
        if not attribution.cue:
            return latest, latest.stated_count
        is_near = self.story.sentence_number(position) == self.story.sentence_number(place_of(attribution))
        if is_near and _CARRYING.match(text, *attribution.cue[0]):
            return latest, latest.stated_count
        return self.unattributed, None
