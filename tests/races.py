"""Things that happen at the same time: real threads, each with a connection of its own."""

import threading

from django.db import connection


def at_once(*acts):
    """What each act returned or raised, in the order given. For tests with `transaction=True`."""
    together = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(place, act):
        together.wait()
        try:
            outcomes[place] = act()
        except Exception as error:  # noqa: BLE001 (an outcome like any other)
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
