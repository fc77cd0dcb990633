"""A responsibility summary as a file: the format is chosen by the name's suffix."""

from collections.abc import Callable
from pathlib import Path

from assistant.drafting import Draft
from index.durable import write_bytes_atomically
from index.errors import BadSetting

SUFFIXES = (".docx", ".md", ".xlsx")


def renderer_for(path: Path) -> Callable[[Draft], bytes]:
    """Return what makes the content of a file of this name.

    Raises:
        BadSetting: the suffix is none of ``SUFFIXES``.
    """
    renderer = _RENDERERS.get(path.suffix.lower())
    if renderer is None:
        raise BadSetting(f"不能写成“{path.name}”这种文件。文件名请以 {'、'.join(SUFFIXES)} 之一结尾。")
    return renderer


def write_draft(path: Path, draft: Draft) -> None:
    """Write the draft to ``path``, whole or not at all.

    Raises:
        BadSetting: the suffix is unknown, or the file cannot be written.
    """
    content = renderer_for(path)(draft)
    try:
        write_bytes_atomically(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadSetting(f"无法写入 {str(path)!r}（{reason}）。请换一个可以写入的文件夹或文件名。") from error


def _word(draft: Draft) -> bytes:
    from assistant.draft_word import draft_document

    return draft_document(draft)


def _markdown(draft: Draft) -> bytes:
    from assistant.draft_markdown import draft_markdown

    return draft_markdown(draft).encode()


def _ledger(draft: Draft) -> bytes:
    from assistant.draft_sheet import draft_workbook

    return draft_workbook(draft)


_RENDERERS: dict[str, Callable[[Draft], bytes]] = {".docx": _word, ".md": _markdown, ".xlsx": _ledger}
