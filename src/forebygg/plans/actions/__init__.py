"""What is done with plans; importers write `from forebygg.plans import actions`."""

from forebygg.plans.actions.deciding import record_decision, strike_decision
from forebygg.plans.actions.following import answer_follow_up, begin_follow_up, close_follow_up
from forebygg.plans.actions.progress import record_progress, record_progress_list
from forebygg.plans.actions.stewarding import check_point, drop_template, keep_template
from forebygg.plans.actions.uploading import confirm_upload, drop_upload, remove_old_uploads, upload_document
from forebygg.plans.actions.writing import begin_draft, describe_plan, found_plan, move_version, write_draft

__all__ = [
    "answer_follow_up",
    "begin_draft",
    "begin_follow_up",
    "check_point",
    "close_follow_up",
    "confirm_upload",
    "describe_plan",
    "drop_template",
    "drop_upload",
    "found_plan",
    "keep_template",
    "move_version",
    "record_decision",
    "record_progress",
    "record_progress_list",
    "remove_old_uploads",
    "strike_decision",
    "upload_document",
    "write_draft",
]
