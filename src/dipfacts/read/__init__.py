"""Read fact bases: find their files, load them, and check each table and reference."""
