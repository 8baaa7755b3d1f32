"""The reading room: returned files to Returns. The only room that opens a returned file."""
