"""Who may do what: roles, permissions, the verbs they open, and the seat that is asked."""
