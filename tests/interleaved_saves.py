"""Two editors who save one article in turns from forms that they opened at different times; counts what was lost."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from articles.models import Article, KeyPoint, RichText
from publishing.models import User
from tests.factories import make_article
from tests.leaks.forms import Posted, change_url, form_at

# Fields of the form, its rows and its blocks into which words are put.
WRITABLE = re.compile(r"summary|keypoints-\d+-text|key_points-\d+-text|\w*richtext\w*-\d+-text")


@dataclass
class Told:
    accepted: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.accepted} saves accepted, {self.refused} stale ones refused first, silently lost: {len(self.lost)}"
        )


@dataclass
class Desk:
    client: Client
    url: str
    held: Posted

    def reopen(self) -> None:
        self.held = form_at(self.client, self.url)


def interleave(*, saves: int, dice: random.Random) -> Told:
    article = make_article(title="Legs")
    RichText.objects.create(parent=article, region="body", ordering=20, text="<p>More.</p>")
    for position in range(2):
        KeyPoint.objects.create(article=article, text=f"<p>Point {position}.</p>", position=position)
    desks = [_desk(name, article) for name in ("ada", "ravi")]
    told, words = Told(), []
    for number in range(saves):
        desk, word = dice.choice(desks), f"word{number:04}"
        if dice.random() < 0.4:
            desk.reopen()
        words.append(word)
        name = dice.choice(sorted(name for name in desk.held if WRITABLE.fullmatch(name) and "__prefix__" not in name))
        answer = _save(desk, name, word)
        if answer.status_code == 200:
            told.refused += 1
            # What was typed comes back; the editor puts it into the form of the present version.
            if word not in answer.content.decode():
                told.lost.append(f"{word} vanished from the refused form")
            desk.reopen()
            answer = _save(desk, name, word)
        assert answer.status_code == 302, answer.context["errors"]
        told.accepted += 1
    stored = form_at(desks[0].client, desks[0].url)
    everything = " ".join(value for values in stored.values() for value in values)
    told.lost += [f"{word} was saved and is gone" for word in words if word not in everything]
    return told


def _save(desk: Desk, name: str, word: str) -> Any:
    (before,) = desk.held[name]
    text = f"{before} {word}" if name == "summary" else f"{before}<p>{word}</p>"
    return desk.client.post(desk.url, {**desk.held, name: [text], "_save": "Save"})


def _desk(name: str, article: Article) -> Desk:
    user, _ = User.objects.get_or_create(username=name)
    user.is_staff = user.is_superuser = True
    user.save()
    client, url = Client(), change_url(article)
    client.force_login(user)
    return Desk(client=client, url=url, held=form_at(client, url))
