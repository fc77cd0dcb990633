"""The one error tree: every error a user can meet, and the exit code it ends in.

AssistantError                 anything we can explain (exit 1)
├── InputError                 what the user gave us cannot be used (exit 2)
│   ├── UnreadableSource       empty, binary, too large or undecodable file
│   ├── NoTasksFound           a readable text that holds no task
│   ├── BadQuestion            empty or over-long question
│   ├── NotPrinted             a value for a gap that the source does not bear out
│   └── BadSetting             a setting or flag with a value we do not know
├── StoreError                 the index cannot be served or written
│   ├── StoreMissing           nothing has been indexed yet
│   ├── StoreBroken            the current generation fails its checks
│   └── StoreBusy              another process is writing
├── OverlayLost                a proposal or decision could not be kept
├── FeedbackLost               an opinion could not be kept (assistant.feedback)
└── ModelFailed                a language model gave no reply to use (assistant.models.seam)

Messages are Chinese, name the value at fault and end with what to do next.
"""


class AssistantError(Exception):
    """Base of all errors shown to a user; ``str(error)`` is the whole message."""

    exit_code = 1


class InputError(AssistantError):
    """The given file, question or setting cannot be used."""

    exit_code = 2


class UnreadableSource(InputError):
    """A file that is empty, binary, too large or in no encoding we accept."""


class NoTasksFound(InputError):
    """A readable text in which no layout of numbered tasks was recognised."""


class BadQuestion(InputError):
    """A question that is empty or longer than we read."""


class NotPrinted(InputError):
    """A value for a gap that is not printed, no known unit, or does not fit the row."""


class BadSetting(InputError):
    """A setting from the environment or a flag that we do not know."""


class OverlayLost(AssistantError):
    """A proposal or a decision about a gap could not be written down."""


class StoreError(AssistantError):
    """The index cannot be served or written."""


class StoreMissing(StoreError):
    """No generation has been built in this home yet."""


class StoreBroken(StoreError):
    """The current generation does not match its manifest."""


class StoreBusy(StoreError):
    """Another process holds the writer lock."""
