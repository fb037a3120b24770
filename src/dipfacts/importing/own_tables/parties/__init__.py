"""The parties of rows: whom codes and names mean, who reports, and which way a figure goes."""
