"""Open data: what is published about plans, described as DCAT-AP-SE asks. Pure: addresses and texts come from outside.

Source: the Swedish profile of DCAT-AP 3.0.1 (Agency for Digital Government); only its mandatory and recommended terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_LICENCE = "http://creativecommons.org/licenses/by/4.0/"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/SWE"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_LOCAL = "http://purl.org/adms/publishertype/LocalAuthority"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a data set: its address, media type and title."""

    url: str
    media: str
    title: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set: its address, texts, when it last changed (ISO) and its files."""

    url: str
    title: str
    description: str
    modified: str
    distributions: Sequence[Distribution]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A municipality's catalogue. `contact` is the page where one turns."""

    url: str
    title: str
    description: str
    publisher: str
    home: str
    contact: str
    datasets: Sequence[Dataset]


def write(catalogue: Catalogue) -> bytes:
    """Return the catalogue as RDF/XML."""
    for prefix, address in _NS.items():
        register_namespace(prefix, address)
    root = Element(_name("rdf:RDF"))
    top = _thing(root, "dcat:Catalog", catalogue.url)
    _texts(top, catalogue.title, catalogue.description)
    _link(top, "dcterms:publisher", f"{catalogue.url}#publisher")
    _link(top, "dcterms:license", _LICENCE)
    _link(top, "dcterms:language", _LANGUAGE)
    _link(top, "foaf:homepage", catalogue.home)
    for dataset in catalogue.datasets:
        _link(top, "dcat:dataset", dataset.url)
    agent = _thing(root, "foaf:Agent", f"{catalogue.url}#publisher")
    SubElement(agent, _name("foaf:name")).text = catalogue.publisher
    _link(agent, "dcterms:type", _LOCAL)
    card = _thing(root, "vcard:Organization", f"{catalogue.url}#contact")
    SubElement(card, _name("vcard:fn")).text = catalogue.publisher
    _link(card, "vcard:hasURL", catalogue.contact)
    for dataset in catalogue.datasets:
        _dataset(root, catalogue, dataset)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _dataset(root: Element, catalogue: Catalogue, dataset: Dataset) -> None:
    made = _thing(root, "dcat:Dataset", dataset.url)
    _texts(made, dataset.title, dataset.description)
    _link(made, "dcterms:publisher", f"{catalogue.url}#publisher")
    _link(made, "dcat:contactPoint", f"{catalogue.url}#contact")
    _link(made, "dcat:theme", _THEME)
    _link(made, "dcterms:accessRights", _PUBLIC)
    _link(made, "dcterms:language", _LANGUAGE)
    SubElement(made, _name("dcterms:identifier")).text = dataset.url
    day = SubElement(made, _name("dcterms:modified"), {_name("rdf:datatype"): "http://www.w3.org/2001/XMLSchema#date"})
    day.text = dataset.modified
    for file in dataset.distributions:
        _link(made, "dcat:distribution", f"{file.url}#file")
        part = _thing(root, "dcat:Distribution", f"{file.url}#file")
        _link(part, "dcat:accessURL", file.url)
        _link(part, "dcat:downloadURL", file.url)
        _link(part, "dcterms:license", _LICENCE)
        SubElement(part, _name("dcterms:format")).text = file.media
        SubElement(part, _name("dcterms:title"), {_LANG: "sv"}).text = file.title


def _name(short: str) -> str:
    prefix, _colon, word = short.partition(":")
    return f"{{{_NS[prefix]}}}{word}"


def _thing(root: Element, kind: str, url: str) -> Element:
    return SubElement(root, _name(kind), {_name("rdf:about"): url})


def _link(of: Element, name: str, url: str) -> None:
    SubElement(of, _name(name), {_name("rdf:resource"): url})


def _texts(of: Element, title: str, description: str) -> None:
    SubElement(of, _name("dcterms:title"), {_LANG: "sv"}).text = title
    SubElement(of, _name("dcterms:description"), {_LANG: "sv"}).text = description
