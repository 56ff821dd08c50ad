"""What EURA says of the state of a project, and the codes of `project-status` that it means."""

STATUSES = {
    "toiminnassa": "active",
    "käynnissä": "active",
    "toiminta käynnissä": "active",
    "toiminta päättynyt": "ended",
    "päättynyt": "ended",
    "toiminta keskeytetty": "terminated",
    "toiminta keskeytynyt": "terminated",
    "keskeytetty": "terminated",
    "keskeytynyt": "terminated",
}
"""In small letters."""
