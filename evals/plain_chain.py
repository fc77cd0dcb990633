"""The yardstick: the usual chain - split, embed, top k - over the same notices with the same embedder.

Splitting is LangChain's RecursiveCharacterTextSplitter, 500 characters with 50 of overlap, on the raw text of
the files; search is its in-memory store by cosine. Nothing of ours is in it but the embedder.
"""

from collections.abc import Mapping
from pathlib import Path

from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.coverage import DEEPEST, Piece
from index.embedding import Embedder
from index.embedding_cache import embed_cached

SIZE, OVERLAP = 500, 50


class SameEmbedder(Embeddings):
    """An embedder of ours as LangChain calls it; vectors of chunks are kept in a cache file."""

    def __init__(self, embedder: Embedder, cache: Path) -> None:
        self._embedder, self._cache = embedder, cache

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector for each text."""
        rows, _ = embed_cached(texts, self._embedder, self._cache, lambda _: lambda _: None)
        return [row.tolist() for row in rows]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(value) for value in self._embedder.embed_query(text)]


class PlainChain:
    """Retrieves chunks for questions."""

    def __init__(self, sources: Mapping[str, str], embeddings: Embeddings) -> None:
        """``sources``: decoded text by file name; embeds all of it."""
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True
        )
        names = sorted(sources)
        chunks = splitter.create_documents([sources[it] for it in names], [{"source": it} for it in names])
        self._store = InMemoryVectorStore(embeddings)
        self._store.add_documents(chunks)

    def retrieve(self, question: str, k: int = DEEPEST) -> tuple[Piece, ...]:
        """Return the ``k`` nearest chunks, best first."""
        found = self._store.similarity_search(question, k=k)
        return tuple(
            Piece(it.metadata["source"], it.metadata["start_index"], it.page_content) for it in found
        )
