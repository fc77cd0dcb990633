"""Prompts as pure functions: a file of ``prompts/`` and some data in, the whole text to be sent out.

A prompt file has notes for maintainers, then a line ``# system`` and a line ``# user``, each above its text.
``$name`` stands for data. What notices and users wrote cannot end the fence it is put in: the angle
brackets of the data become full-width ones, and data is inserted once, never read as a template.
"""

import hashlib
from string import Template

import prompts
from assistant.models.seam import Prompt

_SYSTEM, _USER = "\n# system\n", "\n# user\n"
_NO_FENCE = str.maketrans("<>", "＜＞")


def render_prompt(name: str, **data: str) -> Prompt:
    """Return ``prompts/<name>.md`` with ``data`` filled in.

    Raises:
        LookupError: there is no such prompt, or it has no ``# system`` and ``# user``.
        KeyError: the prompt wants data that is not given.
        TypeError: data is given that the prompt has no place for.
    """
    text = prompts.load(name)
    _, found, rest = f"\n{text}".partition(_SYSTEM)
    system, found_user, user = rest.partition(_USER)
    if not (found and found_user):
        raise LookupError(f"prompt {name!r} lacks the line '# system' or '# user'")
    parts = [Template(system.strip()), Template(user.strip())]
    if unused := data.keys() - {wanted for part in parts for wanted in part.get_identifiers()}:
        raise TypeError(f"prompt {name!r} has no place for {', '.join(sorted(unused))}")
    fenced = {key: value.translate(_NO_FENCE) for key, value in data.items()}
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, version, *(part.substitute(fenced) for part in parts))
