"""Types of the values of records: keys, concepts and web addresses."""

from __future__ import annotations

from typing import NewType

Key = NewType("Key", str)
"""Names one record: lower-case ASCII letters, digits and hyphens."""

Concept = NewType("Concept", str)
"""The notation of a SKOS concept; the field's declaration names its scheme."""

WebAddress = NewType("WebAddress", str)
"""An absolute http or https address."""
