"""One end-to-end test per statement of the source documents that the running system keeps."""
