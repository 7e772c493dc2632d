from publishing.models.accounts import User
from publishing.models.amendments import NoteAmendment
from publishing.models.audit import AuditEntry
from publishing.models.checks import DraftCheck
from publishing.models.drafts import RESERVED_SLUGS, Draft, StaleDraft
from publishing.models.editions import Edition, Link
from publishing.models.images import EditionImage, Image, ImageChoice
from publishing.models.inbox import Message
from publishing.models.items import Item, ItemKey, Path
from publishing.models.overlays import Overlay
from publishing.models.people import Person
from publishing.models.previews import PreviewDocument, PreviewLink
from publishing.models.recovery import RecoveryCopy
from publishing.models.replaced import ReplacedDraft
from publishing.models.reviews import MedicalReview
from publishing.models.submissions import Contributor, Decision, Step, Submission
from publishing.models.tasks import Task
from publishing.models.versions import DraftVersion

__all__ = [
    "RESERVED_SLUGS",
    "AuditEntry",
    "Contributor",
    "Decision",
    "Draft",
    "DraftCheck",
    "DraftVersion",
    "Edition",
    "EditionImage",
    "Image",
    "ImageChoice",
    "Item",
    "ItemKey",
    "Link",
    "MedicalReview",
    "Message",
    "NoteAmendment",
    "Overlay",
    "Path",
    "Person",
    "PreviewDocument",
    "PreviewLink",
    "RecoveryCopy",
    "ReplacedDraft",
    "StaleDraft",
    "Step",
    "Submission",
    "Task",
    "User",
]
