from publishing.admin import people, records
from publishing.admin.drafts import DraftAdmin
from publishing.admin.forms import DraftForm

__all__ = ["DraftAdmin", "DraftForm", "people", "records"]
