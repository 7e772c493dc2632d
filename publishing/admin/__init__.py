from publishing.admin import images, people, records
from publishing.admin.drafts import DraftAdmin
from publishing.admin.forms import DraftForm

__all__ = ["DraftAdmin", "DraftForm", "images", "people", "records"]
