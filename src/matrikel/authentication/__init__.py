"""How somebody proves who they are: codes, passwords, passkeys, second factors, sessions and limits."""
