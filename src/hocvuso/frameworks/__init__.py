"""Official tables of skills beside our own: loaded, matched, published with a date; and the tracks."""
