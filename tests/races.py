"""Things that happen at the same time: real threads, each with a connection of its own."""

import threading

from django.db import connection, transaction

PATIENCE = 0.3  # seconds, many times what an act takes


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


def while_under_way(change, act, *, locked):
    """What `act` returned when it began while `change` had its row locked and wasn't committed yet.

    Without a lock of its own it wouldn't wait, and would go by what was true before.
    """
    outcome = []

    def run():
        try:
            outcome.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        type(locked).objects.select_for_update().get(pk=locked.pk)
        thread.start()
        thread.join(PATIENCE)
        assert thread.is_alive(), "it didn't wait"
        change()
    thread.join()
    return outcome[0]
