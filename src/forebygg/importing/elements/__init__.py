"""One module an element: each finds one thing in a document, and says where. Pure."""
