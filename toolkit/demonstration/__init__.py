"""The round on an invented province: its organs' workbooks handed out, filled, and a few of them damaged."""
