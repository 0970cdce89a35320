"""What all values share: frozen, closed to unknown fields, equal by value."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Base of every value of the core: immutable, hashable where its fields are, and strict about its names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
