"""From where a request comes, as far as limits need to know: a neighbourhood of addresses, never one of them."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

UNKNOWN = "unknown"


def client_of(*, remote: str, forwarded_for: str, proxies: int) -> str:
    """
    Return the address of the browser: the one that the outermost of our own proxies wrote down.

    What stands further to the left was written by whoever asks and means nothing. Without proxies of ours the
    header is not looked at.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    return hops[-proxies] if 0 < proxies <= len(hops) else remote


def neighbourhood(address: str) -> str:
    """Return the /24 of an IPv4 address or the /48 of an IPv6 address, which is about one household or one office."""
    try:
        found = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return UNKNOWN
    inner: IPv4Address | IPv6Address = found
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        inner = found.ipv4_mapped
    return str(ip_network(f"{inner}/{24 if inner.version == 4 else 48}", strict=False))
