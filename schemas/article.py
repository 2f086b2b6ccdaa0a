"""What a newsroom sends."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.base import Message, Moment, Uri

PubStatus = Literal["usable", "withheld", "canceled"]


class Article(Message):
    """One version of one article, as a newsroom sends it.

    `uri` is required, and one of `text`, `html`, `headline`, unless `pubstatus` takes the article back.
    Where both are given, `text` is read and `html` is not. Fields that Muster doesn't know are passed over:
    newsrooms have their own.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    uri: Uri = Field(description="the same for every version of a story")
    headline: str | None = Field(default=None, description="is the text too, where there is no other")
    text: str | None = Field(default=None, description="the body as plain text, stored as it came")
    html: str | None = Field(default=None, description="the body as HTML; its text is what is stored")
    language: str | None = Field(default=None, description="BCP 47, such as en or en-GB")
    provider: str | None = Field(default=None, description="which newsroom or agency it is from")
    published: Moment | None = Field(default=None, description="when it was first published")
    versioncreated: Moment | None = Field(
        default=None, description="which version this is; if missing, the Kafka record's timestamp"
    )
    pubstatus: PubStatus = Field(
        default="usable",
        description="canceled kills the story, withheld takes it back until a usable version comes",
    )
    embargoed: Moment | None = Field(
        default=None, description="held back until then; any version may change it"
    )
    evolvedfrom: Uri | None = Field(
        default=None, description="the story that this one is a rewrite of, and takes the place of"
    )
    byline: str | None = Field(default=None, description="who wrote it")
    url: str | None = Field(default=None, description="where it can be read; the desk links to it")

    @model_validator(mode="after")
    def _has_something_to_read(self) -> Self:
        given = (self.text, self.html, self.headline)
        if self.pubstatus == "usable" and not any(part and part.strip() for part in given):
            raise ValueError("has no text, html or headline")
        return self
