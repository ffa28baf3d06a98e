"""Pages of concerns: the public's and the desk's."""
