"""What every printed document is: a key, a title, and data that becomes bytes."""

from typing import Protocol, TypeVar

Data_contra = TypeVar("Data_contra", contravariant=True)


class DocumentError(ValueError):
    """A document cannot be made of this data; the message is for the person who prints."""


class Document(Protocol[Data_contra]):
    """A kind of paper. `render` is pure: the same data always gives the same bytes."""

    @property
    def key(self) -> str:
        """The stable name, as kept with each print job."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def content_type(self) -> str:
        """The media type of what `render` gives."""

    def render(self, data: Data_contra, /) -> bytes:
        """Set the data on paper.

        Raises:
            DocumentError: some text cannot be set (LetteringError) or some code cannot be made
                (BarcodeError).
        """
