"""Pages of whoever holds a certificate, and the page that checks one."""
