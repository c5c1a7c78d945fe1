"""The policies that come with the program, read once."""

import functools

from knowledge.knowledge_base import CONTENT
from knowledge.policies.records import Policy, load_policies


@functools.cache
def shipped_policies() -> dict[str, Policy]:
    """Key -> policy, in the order of the files. Raises knowledge.documents.ContentError for content that is broken."""
    return {policy.key: policy for policy in load_policies(CONTENT)}
