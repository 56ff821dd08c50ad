"""The named queries: one `.rq` file each, with its documentation on top."""
