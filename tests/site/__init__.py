"""The top storey's own tests: how the processes are started."""
