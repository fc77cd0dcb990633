"""The engine of a program that runs for days: always over the newest index, opened anew between questions."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock, Thread

from assistant.engine import Engine
from assistant.session import engine_over, open_generation
from assistant.settings import Settings
from index.embedding import Embedder, make_embedder
from index.errors import AssistantError, StoreError
from index.generation import Generation, open_current
from index.home import Home
from index.makers import makers_now
from index.progress import Progress

_log = logging.getLogger(__name__)


@dataclass
class Served:
    """A generation in use: closed when a newer one has taken its place and its last question is answered."""

    engine: Engine
    generation: Generation
    users: int = 0
    retired: bool = False

    @property
    def id(self) -> str:
        """Id of the generation."""
        return self.generation.manifest.id


class LiveEngine:
    """Lends the engine over the served generation, whichever that is when it is asked for.

    A generation that this program cannot open (made by another version of it, damaged) is passed over: the
    one in use stays, and the log says so. What questions in words need is loaded before the first is asked;
    of a newer generation in the background.
    """

    def __init__(self, settings: Settings, progress: Progress) -> None:
        """Open the served generation, built or rebuilt first where there is none that fits."""
        self._home = Home(settings.home)
        # Of the program as it was started: its files may be replaced while it runs.
        self._expected = makers_now(settings.embedder)
        # One for all generations: loading it may take seconds.
        self._embedder: Callable[[], Embedder] = cache(partial(make_embedder, settings.embedder))
        self._lock = Lock()
        self._passed_over: str | None = None
        self._now = self._served(open_generation(settings, progress))
        # Not beside the page's own start: two threads that import numpy at once break each other's import.
        self.warmed()

    @contextmanager
    def lent(self) -> Iterator[Served]:
        """Lend the engine for the time of the block; it stays open for as long, whatever is indexed."""
        with self._lock:
            self._renew()
            served = self._now
            served.users += 1
        try:
            yield served
        finally:
            self._given_back(served)

    def close(self) -> None:
        """Release the generation once nobody uses it."""
        with self._lock:
            self._retire(self._now)
        self.warmed()

    def warmed(self) -> None:
        """Wait until the newest generation is loaded, or has turned out not to be searchable by meaning."""
        self._warming.join()

    def _given_back(self, served: Served) -> None:
        with self._lock:
            served.users -= 1
            self._close_if_done(served)

    def _renew(self) -> None:
        wanted = self._home.current_id()
        if wanted in {None, self._now.id, self._passed_over}:
            return
        try:
            fresh = self._served(open_current(self._home, self._expected))
        except (StoreError, OSError) as error:
            _log.warning("generation %s is passed over: %s", wanted, error)
            self._passed_over = wanted
            return
        self._retire(self._now)
        self._now = fresh

    def _served(self, generation: Generation) -> Served:
        served = Served(engine_over(generation, self._embedder), generation, users=1)
        self._warming = Thread(target=self._warm, args=(served,), name=f"warming {served.id}")
        self._warming.start()
        return served

    def _warm(self, served: Served) -> None:
        try:
            served.engine.finder.warm()
        except (AssistantError, OSError) as error:
            # The question that needs what is broken says so to the person who asked it.
            _log.warning("generation %s cannot be searched by meaning: %s", served.id, error)
        finally:
            self._given_back(served)

    def _retire(self, served: Served) -> None:
        served.retired = True
        self._close_if_done(served)

    @staticmethod
    def _close_if_done(served: Served) -> None:
        if served.retired and not served.users:
            served.generation.close()
