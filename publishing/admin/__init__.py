from publishing.admin import images, inbox, people, records, submissions, tasks
from publishing.admin.drafts import DraftAdmin
from publishing.admin.forms import DraftForm

__all__ = ["DraftAdmin", "DraftForm", "images", "inbox", "people", "records", "submissions", "tasks"]
