from publishing.admin import audit_log, images, inbox, people, records, submissions, tasks
from publishing.admin.drafts import DraftAdmin
from publishing.admin.forms import DraftForm

__all__ = ["DraftAdmin", "DraftForm", "audit_log", "images", "inbox", "people", "records", "submissions", "tasks"]
