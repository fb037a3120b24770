"""The reading of fact bases: their files found and loaded, each table and reference checked."""
