"""What a model thinks aloud before it answers is no part of the answer."""

import re

_TAG = re.compile(r"</?think(?:ing)?>")
_CLOSE = re.compile(r"</think(?:ing)?>")
_WHOLE = re.compile(r"<(think|thinking)>.*?(?:</\1>|$)", re.DOTALL)
_BEGINNINGS = tuple(
    tag[:length]
    for tag in ("<think>", "<thinking>", "</think>", "</thinking>")
    for length in range(len(tag) - 1, 0, -1)
)


class Spoken:
    """Lets through what is said and holds back what is thought, however the tags are cut into pieces.

    Some servers swallow the opening tag: a closing tag alone means that all before it was thought, and
    ``stray`` says so, for the pieces are out already.
    """

    def __init__(self) -> None:
        self.stray = False
        self._held = ""
        self._thinking = False

    def hear(self, piece: str) -> str:
        """Return what ``piece`` lets out of the reply; may be nothing."""
        self._held += piece
        said = []
        while found := (_CLOSE if self._thinking else _TAG).search(self._held):
            before, tag, self._held = self._held[: found.start()], found[0], self._held[found.end() :]
            said.append("" if self._thinking else before)
            self.stray = self.stray or (not self._thinking and tag.startswith("</"))
            self._thinking = not tag.startswith("</")
        said.append(self._let_out())
        return "".join(said)

    def rest(self) -> str:
        """Return what was held back in case it became a tag; call it at the end of the reply."""
        left, self._held = ("" if self._thinking else self._held), ""
        return left

    def _let_out(self) -> str:
        """All but an ending that may be the beginning of a tag."""
        ending = next((len(tag) for tag in _BEGINNINGS if self._held.endswith(tag)), 0)
        cut = len(self._held) - ending
        out, self._held = self._held[:cut], self._held[cut:]
        return "" if self._thinking else out


def spoken(reply: str) -> str:
    """Return a whole reply without what was thought, with or without an opening tag."""
    return _CLOSE.split(_WHOLE.sub("", reply))[-1].strip()
