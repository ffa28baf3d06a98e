"""The frame's own pages."""

from forebygg.site.views.frame import csrf_failure, figures, healthy, style, today_view, towns

__all__ = ["csrf_failure", "figures", "healthy", "style", "today_view", "towns"]
