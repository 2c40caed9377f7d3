"""What people are told."""


class Stop(Exception):
    """Ends the program with a message and an exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def clean(text: str) -> str:
    """A text of others on one line, without what moves the cursor."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
