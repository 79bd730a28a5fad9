"""A petition on its way: draft, submission, upload, receipt, and the answer found by code."""
