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
from index.manifest import Manifest
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


def indexed_sources(home: Path) -> list[Path]:
    """The files that the served index was made of, as they are now; the default ones where there is none."""
    known, current = default_sources(home), Home(home).current_id()
    if current is None:
        return known
    try:
        manifest = Manifest.read(Home(home).generations / current)
    except StoreBroken:
        return known
    names = {stamp.name for stamp in manifest.sources}
    return [path for path in known if path.name in names] or known


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
    expected, sources = makers_now(settings.embedder), list[Path]()
    with suppress(StoreMissing, StoreBroken):
        generation = open_current(home, expected)
        if generation.manifest.decided == read_overlay(home.overlay).decided:
            return generation
        generation.close()
        sources = indexed_sources(settings.home)
    update_index(settings, sources, progress)
    return open_current(home, expected)
