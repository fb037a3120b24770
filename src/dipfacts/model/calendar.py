"""The bounds of the calendar and the names of its months."""

FIRST_YEAR, LAST_YEAR = 1, 9998  # the day after 9999-12-31 is beyond datetime.date
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
