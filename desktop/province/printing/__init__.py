"""The printing office: lists that go there, what it says, and the card lists of the stations."""
