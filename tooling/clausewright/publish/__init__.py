"""What is published: the reference pages of a library."""
