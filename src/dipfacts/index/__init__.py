"""The compiled fact base, a SQLite database: `store` opens it, kept in the cache or in memory."""
