"""What `tools/bench.py` is made of: floors, servers, clients, rows and the table."""
