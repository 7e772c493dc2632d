"""A program that publishes until it is done or killed; it runs in a process of its own, on the database of TEST_DATABASE_URL.

It answers on standard output in lines of JSON, and stops with a traceback at any error that is not a refusal.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from publishing.models import Item, Person, StaleDraft  # noqa: E402 - models need the setup
from publishing.problems import NotPublishable  # noqa: E402
from publishing.workflow import Refused, publish  # noqa: E402
from tests.factories import edit, make_person, make_user  # noqa: E402

BEGUN, DONE = b"b", b"d"


def prepare(count: str) -> None:
    make_user()
    say([str(make_person(name=f"Person {number}").item_id) for number in range(int(count))])


def publish_again_and_again(rounds: str, *ids: str) -> None:
    """Publishes the items as one set, each time with a change; says how often it was refused, and why."""
    items, outcomes = [Item.objects.get(id=item_id) for item_id in ids], Counter[str]()
    say("ready")
    sys.stdin.readline()
    for number in range(int(rounds)):
        for item in items:
            change(item, f"{os.getpid()} {number}", outcomes)
        try:
            outcomes["editions"] += len(publish(items, by=make_user(), note="An example."))
        except (Refused, NotPublishable) as refusal:
            outcomes[type(refusal).__name__] += 1
    say(outcomes)


def change(item: Item, role: str, outcomes: Counter[str]) -> None:
    while True:
        try:
            edit(Person.objects.get(item=item), role=role)
        except StaleDraft:
            outcomes["stale"] += 1
        else:
            return


def be_killed_while_publishing(kills: str, *ids: str) -> None:
    """Lets children publish the items as sets and kills each at a random moment of its second set.

    Says how many were killed while a set was being written.
    """
    caught = 0
    for _ in range(int(kills)):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            publish_for_ever(ids, tell)
        os.close(tell)
        publishing_takes = how_long(told)
        os.read(told, 1)
        time.sleep(random.uniform(0, publishing_takes))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        caught += DONE not in os.read(told, 1000)
        os.close(told)
    say({"caught": caught})


def how_long(told: int) -> float:
    """Seconds between the two marks of one set."""
    moments = []
    for mark in (BEGUN, DONE):
        assert os.read(told, 1) == mark
        moments.append(time.monotonic())
    return moments[1] - moments[0]


def publish_for_ever(ids: tuple[str, ...], tell: int) -> None:
    items, number = [Item.objects.get(id=item_id) for item_id in ids], 0
    while True:
        number += 1
        for item in items:
            change(item, f"{os.getpid()} {number}", Counter())
        os.write(tell, BEGUN)
        publish(items, by=make_user(), note="An example.")
        os.write(tell, DONE)


def say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


COMMANDS: dict[str, Callable[..., None]] = {
    "prepare": prepare,
    "publish": publish_again_and_again,
    "be-killed": be_killed_while_publishing,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
