"""Every address of the house, and what the tests of one truth do with it. A new address without a row fails."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> list[str]:
    """Return every address of the house as a path with named holes."""

    def walk(resolver: URLResolver, prefix: str) -> list[str]:
        found = []
        for entry in resolver.url_patterns:
            deeper = (
                [prefix + str(entry.pattern)]
                if isinstance(entry, URLPattern)
                else walk(entry, prefix + str(entry.pattern))
            )
            found.extend(deeper)
        return found

    return list(dict.fromkeys(p.replace("^", "").rstrip("$") for p in walk(get_resolver("forebygg.site.urls"), "")))


@dataclass(frozen=True)
class Row:
    """What the tests do with an address: which thing it carries, what fills its hole, and which methods it answers."""

    kind: str  # "list", "thing", "open", "deed", "own"
    thing: str = ""
    holes: tuple[str, ...] = ()
    get: bool = True
    post: bool = True
    probe: str = ""  # the name of a field or a query in which a reference is asked for


def _thing(name: str, *, get: bool = True, post: bool = True) -> Row:
    return Row("thing", name, get=get, post=post)


_DEED = Row("deed", get=False)
_OPEN, _LIST = Row("open"), Row("list")
_PAGES = (
    "anhorig|lamna-miljo|forening|sa-gar-det-till|anonym|skydda-besoket|personuppgifter"
    "|orolig|ung|jobb|om-dig|tillganglighet|handlingar"
)
_WRITE = "fraga|forening/skriv|jobb/rad|anhorig/skriv|anhorig/boka|lamna-miljo/skriv"
_ORO = "arbete/oro/<str:reference>/"
_BEG = "arbete/begaran/<str:reference>/"
_STEP = "arbete/andra-steget/"

TABLE: dict[str, Row] = {
    "": _OPEN,
    **dict.fromkeys(
        (
            "akut",
            "ring",
            "kontakt",
            "situationer",
            "metoder",
            "kallor",
            "samrad",
            "initiativ",
            "ut",
            "beratta",
            "beratta/annan-lasare",
            "anmal-handelse",
            "svar",
            "rutiner",
            "kort/",
            "halsa",
        ),
        _OPEN,
    ),
    f"(?P<code>{_PAGES})": replace(_OPEN, holes=tuple(_PAGES.split("|"))),
    f"(?P<page>{_WRITE})": replace(_OPEN, holes=tuple(_WRITE.split("|"))),
    "situationer/<slug:code>": replace(_OPEN, holes=("symbol", "x")),
    "kort/<slug:code>": replace(_OPEN, holes=("mottagning", "oro")),
    "rutiner/<slug:kind>": replace(_OPEN, holes=("worry-under-21", "leaving")),
    "stil/<slug:slug>-<slug:face>-<slug:digest>.css": replace(_OPEN, holes=("vaxjo-desk-0",)),
    "arbete/logga-in": _OPEN,
    "arbete/logga-in/nyckel": _OPEN,
    f"{_STEP}kod": _OPEN,
    "arbete/logga-ut": _DEED,
    "arbete/logga-ut/andra": Row("own", get=False),
    "halsa/matt": Row("own", post=False),
    "arbete/": _LIST,
    "arbete/vecka": _LIST,
    "arbete/lagen": _LIST,
    "arbete/oppning": _LIST,
    "arbete/oppning/gor": _DEED,
    "arbete/oppning/utkast/<slug:code>": replace(_LIST, holes=("dpia-sn", "processing-register", "x")),
    "arbete/oro/": _LIST,
    "arbete/oro/ny": _LIST,
    "arbete/nodoppning": replace(_LIST, probe="reference"),
    "arbete/oppna": replace(_LIST, probe="reference"),
    _ORO: _thing("worry", post=False),
    **{
        f"{_ORO}{deed}": _thing("worry", get=False)
        for deed in ("steg", "uppgift", "svar", "anteckning", "kvittera", "utanfor", "handling", "klart", "frys")
    },
    f"{_ORO}vidare": _thing("worry"),
    f"{_ORO}jav": _thing("worry"),
    f"{_ORO}informera": _thing("worry"),
    f"{_ORO}samtycke": _thing("worry"),
    "arbete/personal/grupper": _LIST,
    # The way to a municipality's own sign-in and back: no municipality of these tests has one.
    "arbete/in/avbrutet": _OPEN,
    **{
        f"arbete/in/{way}": replace(_OPEN, holes=("vaxjo",))
        for way in (
            "<slug:provider_id>/",
            "<slug:provider_id>/tillbaka",
            *(f"saml/<slug:organization_slug>/{step}" for step in ("", "svar", "tillbaka", "uppgifter", "ut")),
        )
    },
    "arbete/ova/": _LIST,
    "arbete/ova/<uuid:uid>/": _thing("rehearsal"),
    "arbete/samverkan/": _LIST,
    "arbete/samverkan/<str:reference>/": _thing("case", post=False),
    "arbete/samverkan/<str:reference>/gor": _thing("case", get=False),
    "arbete/samtal/": _LIST,
    "arbete/samtal/<uuid:uid>/": _thing("call", post=False),
    "arbete/samtal/<uuid:uid>/spara": _thing("call", get=False),
    "arbete/samtal/<uuid:uid>/gor": _thing("call", get=False),
    "arbete/begaran/": _LIST,
    f"{_BEG}": _thing("request", post=False),
    f"{_BEG}gor": _thing("request", get=False),
    f"{_BEG}las": _thing("request", post=False),
    f"{_BEG}beslut": _thing("request", post=False),
    f"{_BEG}handlingar": _thing("request", post=False),
    "arbete/provning/<uuid:uid>/": _thing("request: record"),
    "arbete/anmala": _LIST,
    "arbete/incidenter/": _LIST,
    "arbete/incidenter/<uuid:uid>/": _thing("breach"),
    "arbete/incidenter/<uuid:uid>/<slug:step>": _thing("breach", post=False),
    "arbete/incidenter/underlag": _LIST,
    "arbetet": _OPEN,
    "arbetet/<slug:slug>": replace(_OPEN, holes=("plan-mot-extremism", "x")),
    "arbetet/flode.atom": _OPEN,
    "arbetet/katalog.rdf": _OPEN,
    "arbetet/<slug:slug>/plan.json": replace(_OPEN, holes=("plan-mot-extremism", "x")),
    "arbetet/<slug:slug>/atgarder.csv": replace(_OPEN, holes=("plan-mot-extremism", "x")),
    "arbetet/<slug:slug>/del": replace(_OPEN, holes=("plan-mot-extremism", "x")),
    "arbetet/<slug:slug>/atgard/<slug:code>": replace(_OPEN, holes=("d00001",)),
    "arbetet/<slug:slug>/skillnad": replace(_OPEN, holes=("plan-mot-extremism", "x")),
    "arbetet/<slug:slug>/uppfoljning/<int:year>": replace(_OPEN, holes=("2026",)),
    "arbetet/<slug:slug>/uppfoljning/<int:year>/rapport.pdf": replace(_OPEN, holes=("2026",)),
    "samrad/<uuid:uid>": replace(_OPEN, holes=("00000000-0000-4000-8000-000000000000",)),
    "samrad/<uuid:uid>/<slug:part>": replace(_OPEN, holes=("00000000-0000-4000-8000-000000000000",)),
    "arbete/samrad/": _LIST,
    "arbete/samrad/oppna/<uuid:uid>": _thing("plan: kept"),
    "arbete/samrad/<uuid:uid>": _thing("consultation: kept"),
    "arbete/samrad/synpunkt/<uuid:uid>": _thing("comment"),
    "arbete/initiativ/": _LIST,
    "arbete/initiativ/nytt": _LIST,
    "arbete/initiativ/<uuid:uid>": _thing("initiative: kept"),
    "arbete/plan/": _LIST,
    "arbete/plan/rapportmall": _LIST,
    "arbete/plan/<uuid:uid>/om": _thing("plan: kept"),
    "arbete/plan/<uuid:uid>/forvaltarskap": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/uppfoljning": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/uppfoljning/<int:year>": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/uppfoljning/<int:year>/las-in": _thing("plan: kept"),
    "arbete/plan/<uuid:uid>/uppfoljning/<int:year>/rapport.<slug:kind>": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/uppfoljning/<int:year>/<slug:code>": _thing("plan: kept"),
    "arbete/plan/ny": _LIST,
    "arbete/plan/las-in": _LIST,
    "arbete/plan/las-in/<uuid:uid>": _thing("upload"),
    "arbete/plan/las-in/<uuid:uid>/fil": _thing("upload", post=False),
    "arbete/plan/<uuid:uid>": _thing("plan"),
    "arbete/plan/<uuid:uid>/atgard/<slug:code>": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/saknas": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/skillnad": _thing("plan", post=False),
    "arbete/plan/<uuid:uid>/beslut": _thing("plan: kept"),
    "arbete/plan/<uuid:uid>/utkast": _thing("plan: kept"),
    "arbete/plan/<uuid:uid>/utkast/<slug:part>": _thing("plan: kept"),
    "arbete/plan/<uuid:uid>/utkast/<slug:part>/<slug:code>": _thing("plan: kept"),
    "arbete/logg": replace(_LIST, probe="nummer"),
    "arbete/losenord": _LIST,
    "arbete/uppdrag": _LIST,
    "arbete/mottagningar": _LIST,
    "arbete/mottagningar/<slug:code>/dag": replace(_DEED, holes=("reception-under-21",)),
    "arbete/personal/": _LIST,
    "arbete/personal/borja-om": _LIST,
    "arbete/personal/<uuid:uid>/": _thing("assignment", get=False),
    "arbete/franvaro": _LIST,
    "arbete/franvaro/<uuid:uid>/bort": _thing("absence", get=False),
    **dict.fromkeys(
        (
            f"{_STEP}{p}"
            for p in (
                "",
                "bekrafta",
                "bekrafta/losenord",
                "app",
                "app/bort",
                "reservkoder",
                "reservkoder/nya",
                "nyckel",
                "nyckel/bekrafta",
            )
        ),
        Row("own"),
    ),
    f"{_STEP}nyckel/<int:pk>/bort": _thing("key"),
    "arbete/nummer": _LIST,
    "arbete/diariet": _LIST,
    "arbete/diariet/ut": _LIST,
    "arbete/gallring": _LIST,
    r"arbete/gallring/bevis\.(?P<form>pdf|csv)": replace(
        _LIST, holes=("arbete/gallring/bevis.pdf", "arbete/gallring/bevis.csv"), post=False
    ),
    "ui/": Row("own"),
}

# What may differ for somebody outside when one more matter comes in, and why.
#   figures: how many wait at each desk, the oldest, how many are overdue: those with `figures.read` (product line 4)
#   register: number, day, direction, neutral title: the board's register, which the law demands (OSL 5 kap. 1-2 §§)
#   readings: whoever reviews the log is told which matters were opened, by whom; never what stands in them
#   known: what the log holds in numbers, large ones only, for whoever reports an incident
TOLD: dict[tuple[str, str], str] = {
    ("arbete/", "figures.read"): "figures",
    ("arbete/vecka", "week.read"): "figures",
    ("arbete/diariet", "register.read"): "register",
    ("arbete/logg", "log.review"): "readings",
    ("arbete/incidenter/underlag", "breach.handle"): "known",
}


def filled(pattern: str, value: str = "") -> list[str]:
    """Return an address with its hole filled: by a value, by what its row names, or as it is."""
    values = [value] if value else list(TABLE[pattern].holes)
    if "(?P" in pattern:
        return values
    if pattern.startswith("stil/"):
        return [f"stil/{value}.css" for value in values]
    return [re.sub("<[a-z]+:[a-z]+>", value, pattern) for value in values] if "<" in pattern else [pattern]
