"""Benchmarks: `python -m bench.NAME [--quick] [--json FILE]`, each one small table."""
