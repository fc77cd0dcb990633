"""Opening the corpus for questions: the served generation if it is sound, else a fresh one."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.search import Finder
from assistant.settings import Settings
from index.embedding import Embedder, make_embedder
from index.errors import StoreBroken, StoreMissing
from index.generation import Generation, open_current
from index.home import Home
from index.makers import makers_now
from index.overlay import read_overlay
from index.progress import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from index.build import Summary


def sample_notices() -> list[Path]:
    """The notices that are shipped."""
    return sorted(Path(str(files("index").joinpath("notices"))).glob("*.txt"))


def default_sources(home: Path) -> list[Path]:
    """The shipped notices and those added earlier; one added under a sample's file name takes its place."""
    added = sorted(path for path in Home(home).sources.glob("*") if path.is_file()) if home.exists() else []
    replaced = {path.name for path in added}
    return [path for path in sample_notices() if path.name not in replaced] + added


def remember(home: Path, paths: Sequence[Path]) -> None:
    """Keep copies of the files given, so that later updates have them; the originals may then go."""
    from index.collect import collect

    samples = {path.resolve() for path in sample_notices()}
    kept = Home(home).sources
    for file in collect(paths):
        if file.path not in samples and file.path.parent != kept.resolve():
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, kept / file.path.name)


def update_index(settings: Settings, paths: Sequence[Path], progress: Progress) -> "Summary":
    """Bring the index up to date with ``paths``, or with the default sources where none are given.

    Raises:
        AssistantError: as ``index.build.sync``; the index served before stays as it was.
    """
    from index.build import sync

    summary = sync(settings.home, paths or default_sources(settings.home), settings.embedder, progress)
    if paths:
        remember(settings.home, paths)
    return summary


@contextmanager
def open_engine(settings: Settings, progress: Progress) -> Iterator[Engine]:
    """Yield an engine over the served generation, built or rebuilt first where there is none that fits."""
    generation = open_generation(settings, progress)
    try:
        yield engine_over(generation, lambda: make_embedder(settings.embedder))
    finally:
        generation.close()


def engine_over(generation: Generation, embedder: Callable[[], Embedder]) -> Engine:
    """Return an engine over an open generation; ``embedder`` is called when a question first needs it."""
    corpus = load_corpus(generation.records)
    return Engine(corpus, Finder(corpus.records, lambda: generation.vectors, embedder))


def open_generation(settings: Settings, progress: Progress) -> Generation:
    """Return the served generation, rebuilt first where none fits or people decided since; close it."""
    home = Home(settings.home)
    expected = makers_now(settings.embedder)
    with suppress(StoreMissing, StoreBroken):
        generation = open_current(home, expected)
        if generation.manifest.decided == read_overlay(home.overlay).decided:
            return generation
        generation.close()
    update_index(settings, [], progress)
    return open_current(home, expected)
