"""The prompts: one Markdown file each, loaded by name. No other Python lives here."""

from importlib import resources


def load(name: str) -> str:
    """Return ``prompts/<name>.md``; an unknown name raises LookupError and lists the known ones."""
    files = {file.name: file for file in resources.files(__name__).iterdir() if file.name.endswith(".md")}
    if f"{name}.md" not in files:
        known = ", ".join(sorted(file.removesuffix(".md") for file in files)) or "none"
        raise LookupError(f"no prompt {name!r}; known: {known}")
    return files[f"{name}.md"].read_text(encoding="utf-8")
