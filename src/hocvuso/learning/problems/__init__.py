"""What learners report as not right in a step or a question, and what authors answer."""
