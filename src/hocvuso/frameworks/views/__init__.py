"""Pages of this room: the desk of official tables, and what learners see of tables and tracks."""
