"""The worker as the command starts it, which also knows the tests' jobs; a process of its own, to be killed."""

import argparse

from matrikel.console.start import start_django


def main() -> None:
    """Work until nothing waits."""
    start_django()
    import tests.kernel.jobs_for_tests
    from matrikel.console.commands import worker

    assert tests.kernel.jobs_for_tests.add_branch
    worker.run(argparse.Namespace(once=True, with_parent=False))


if __name__ == "__main__":
    main()
