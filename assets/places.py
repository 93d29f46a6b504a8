"""Where the run works, as a Dagster resource: the folders that the environment names, or that a run's config does."""

import os
from typing import Any

import dagster as dg

from dataset.memory import Room, memory
from dataset.places import PlaceError, Places, places
from dataset.store import Store, StoreMixed


class Folders(dg.ConfigurableResource):
    """The folders of a run; what is left unset here comes from GROUNDLINE_INBOX, _STORE, and so on."""

    inbox: str | None = None
    store: str | None = None
    releases: str | None = None
    series: str | None = None
    curation: str | None = None
    publish: str | None = None

    def places(self) -> Places:
        """Give the folders; fails the step, without retries, where a value cannot be used."""
        given: dict[str, Any] = {
            "GROUNDLINE_INBOX": self.inbox,
            "GROUNDLINE_STORE": self.store,
            "GROUNDLINE_RELEASES": self.releases,
            "GROUNDLINE_SERIES": self.series,
            "GROUNDLINE_CURATION": self.curation,
            "GROUNDLINE_PUBLISH": self.publish,
        }
        try:
            return places({**os.environ, **{name: value for name, value in given.items() if value is not None}})
        except PlaceError as error:
            raise dg.Failure(description=str(error), allow_retries=False) from None

    def room(self, name: str) -> Room:
        """Give where rows stand in work of some name; fails the step, without retries, where the setting is wrong."""
        try:
            return Room(memory(), self.kept().root / f".spill-{name}")
        except PlaceError as error:
            raise dg.Failure(description=str(error), allow_retries=False) from None

    def kept(self) -> Store:
        """Give the private store; fails the step, without retries, where it holds another collection's articles."""
        here = self.places()
        store = Store(here.store, here.collection)
        try:
            store.check_collection()
        except StoreMixed as error:
            raise dg.Failure(description=str(error), allow_retries=False) from None
        return store
