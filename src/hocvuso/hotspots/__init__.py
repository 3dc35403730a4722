"""Free wifi points: from the need to the last check, and the page that opens learning at one."""
