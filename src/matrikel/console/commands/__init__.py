"""One module per command: `configure` names its arguments, `run` does it and returns what to answer."""
