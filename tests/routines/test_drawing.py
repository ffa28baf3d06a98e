"""The drawing: everything in its place, nothing on top of anything, text inside its box, no style attribute."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebygg.routines import bpmn, flow, shipped
from forebygg.routines.drawing import draw
from forebygg.routines.geometry import Area, Layout, Letters, Point, Wire
from forebygg.routines.layout import layout
from forebygg.routines.lettering import SMALL, TITLE, narrowest, width, wrap
from tests.routines.charting import CODES, Data, chart_data, data_of, step_in, words

SVG = "{http://www.w3.org/2000/svg}"
both = pytest.mark.parametrize("language", ["sv", "en"])
every = pytest.mark.parametrize("code", CODES)
quick = settings(max_examples=25, deadline=None)


def _ground(letters: Letters) -> Area:
    return Area(letters.x, letters.y - 11, letters.x + width(letters.text, SMALL) * 0.96, letters.y + 2)


def _pieces(wire: Wire) -> list[tuple[Point, Point]]:
    return list(itertools.pairwise(wire.points))


def _piece_ground(piece: tuple[Point, Point]) -> Area:
    (x1, y1), (x2, y2) = piece
    return Area(min(x1, x2) - 0.5, min(y1, y2) - 0.5, max(x1, x2) + 0.5, max(y1, y2) + 0.5)


def _check_boxes(plan: Layout) -> None:
    boxes = [*plan.boxes, *plan.duties]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.area(4).meets(other.area(4)), (one.key, other.key)
    for box in boxes:
        assert box.x >= 0 and box.y >= 0 and box.right <= plan.width and box.bottom <= plan.height, box.key


def _check_wires(plan: Layout) -> None:
    wires = [*plan.wires, *plan.duty_wires]
    for wire, piece in [(each, piece) for each in wires for piece in _pieces(each)]:
        (x1, y1), (x2, y2) = piece
        assert x1 == x2 or y1 == y2, (wire.source, wire.target, piece)
        for box in [*plan.boxes, *plan.duties]:
            assert not box.area(-1.5).meets(_piece_ground(piece)), (wire.source, wire.target, box.key)
    for one, other in itertools.combinations(wires, 2):
        if one.target != other.target and one.source != other.source:
            for a, b in itertools.product(_pieces(one), _pieces(other)):
                assert not _same_line(a, b), (one.source, one.target, other.source, other.target)


def _same_line(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    (ax1, ay1), (ax2, ay2) = a
    (bx1, by1), (bx2, by2) = b
    if ax1 == ax2 == bx1 == bx2:
        return min(max(ay1, ay2), max(by1, by2)) - max(min(ay1, ay2), min(by1, by2)) > 1
    if ay1 == ay2 == by1 == by2:
        return min(max(ax1, ax2), max(bx1, bx2)) - max(min(ax1, ax2), min(bx1, bx2)) > 1
    return False


def _check_labels(plan: Layout) -> None:
    labels = [letters for wire in plan.wires for letters in wire.label]
    for one, other in itertools.combinations(labels, 2):
        assert not _ground(one).meets(_ground(other)), (one, other)
    for letters in labels:
        for box in [*plan.boxes, *plan.duties]:
            assert not box.area().meets(_ground(letters)), (letters, box.key)
        for piece in (piece for wire in [*plan.wires, *plan.duty_wires] for piece in _pieces(wire)):
            assert not _ground(letters).meets(_piece_ground(piece)), (letters, piece)


@both
@every
def test_nothing_lies_on_top_of_anything(code: str, language: str) -> None:
    plan = layout(shipped.charts()[code], language)
    _check_boxes(plan)
    _check_wires(plan)
    _check_labels(plan)


@both
@every
def test_every_step_way_and_duty_is_drawn(code: str, language: str) -> None:
    chart = shipped.charts()[code]
    plan = layout(chart, language)
    assert {box.code for box in plan.boxes} == set(chart.steps)
    assert {box.code for box in plan.duties} == set(chart.duties)
    drawn = {(wire.source, choice) for wire in plan.wires for choice in wire.choices or [flow.DONE]}
    asked = {(step.code, c.code) for step in chart.steps.values() for c in step.choices}
    passed = {(step.code, flow.DONE) for step in chart.steps.values() if step.kind not in ("ask", "end")}
    assert drawn == asked | passed


def _fits(root: ET.Element) -> None:
    for group in root.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        wide, top, high = (float(rect.get(name, "0")) for name in ("width", "y", "height"))
        for text in group.iter(f"{SVG}text"):
            is_small = "flow__sub" in text.get("class", "")
            needs = width(text.text or "", SMALL if is_small else TITLE, bold=not is_small)
            assert needs <= wide - 4, text.text
            assert top + 11 <= float(text.get("y", "0")) <= top + high - 3, text.text


@both
@every
def test_the_text_fits_and_the_drawing_is_clean(code: str, language: str) -> None:
    chart = shipped.charts()[code]
    notes = {name: "senast lördag klockan 14" for name in [*chart.steps, *chart.duties]}
    whole = [answers for number, answers in enumerate(flow.paths(chart)) if number % 97 == 0]
    for answers in whole:
        for stop in range(0, len(answers) + 1, 3):
            svg = draw(chart, flow.advance(chart, answers[:stop]), language, notes=notes if stop % 2 else None)
            root = ET.fromstring(svg)
            _fits(root)
            assert 'style="' not in svg and "<style" not in svg
            assert svg.count('class="here-flag"') == 1
            assert root.get("role") == "img"
    _fits(ET.fromstring(draw(chart, None, language)))


@every
def test_the_walked_way_is_marked_from_the_first_step_to_here(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in itertools.islice(flow.paths(chart), 0, None, 61):
        root = ET.fromstring(draw(chart, flow.advance(chart, answers)))
        walked = [path for path in root.iter(f"{SVG}path") if path.get("class") == "is-walked"]
        here = [group for group in root.iter(f"{SVG}g") if group.get("class") == "is-here"]
        done = [group for group in root.iter(f"{SVG}g") if group.get("class") == "is-done"]
        assert (len(walked), len(here), len(done)) == (len(answers), 1, len(answers))


def test_it_is_told_in_words() -> None:
    chart = shipped.charts()["worry-21"]
    position = flow.advance(chart, [("danger", "no")])
    root = ET.fromstring(draw(chart, position, notes={"answer": "senast måndag"}))
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and told is not None
    assert title.text == "Flödesschema: Oro för någon som är 21 eller äldre. Du är här: Ålder?."
    assert told.text == (
        "Klara steg: Fara nu? Nej. Pågår: Ålder?. Möjliga vägar: Barnets bästa, Brott?. "
        "Öppet vid sidan: Svar till den som skrev senast måndag."
    )
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == told.get("id")


def test_an_end_is_told_too_and_lies_where_it_was_reached() -> None:
    chart = shipped.charts()["worry-21"]
    answers = next(path for path in flow.paths(chart) if path[-1][0] == "to-leaving")
    svg = draw(chart, flow.advance(chart, answers), "en", labels={"id": "mine", "here": "Here & now"})
    assert "The path has ended: Handed on." in svg
    assert 'id="mine-title"' in svg and "Here &amp; now" in svg
    assert svg.count('class="is-here"') == 1


def test_a_file_of_its_own_brings_its_colours() -> None:
    svg = draw(shipped.charts()["incident"], standalone=True)
    assert "<style>" in svg and 'style="' not in svg
    ET.fromstring(svg)


def test_words_from_a_chart_are_text_never_markup() -> None:
    data = data_of("relative")
    step_in(data, "refer")["label"] = words("<b>&\"'")
    svg = draw(flow.load(data), labels={"id": 'a"b'})
    ET.fromstring(svg)
    assert "<b>" not in svg


@quick
@given(chart_data())
def test_any_accepted_chart_is_drawn_without_a_clash(made: Data) -> None:
    chart = flow.load(made)
    plan = layout(chart)
    _check_boxes(plan)
    assert {box.code for box in plan.boxes} == set(chart.steps)
    ET.fromstring(draw(chart))


def test_a_draft_with_faults_is_drawn_too() -> None:
    data = data_of("relative")
    step_in(data, "refer")["next"] = "child-near"
    step_in(data, "appointment")["next"] = "nowhere"
    step_in(data, "offer")["choices"][2]["next"] = "danger"
    plan = layout(flow.load(data))
    assert {box.code for box in plan.boxes} == {step["code"] for step in data["steps"]}
    _check_boxes(plan)
    ET.fromstring(draw(flow.load(data)))


def test_a_very_long_chart_is_drawn() -> None:
    data = data_of("incident")
    data["steps"] = [*data["steps"][:-3], *data["steps"][-3:]]
    more = [dict(step_in(data, "remove"), code=f"more-{n}", next=f"more-{n + 1}") for n in range(150)]
    more[-1]["next"] = "tell-others"
    more[20]["opens"] = more[90]["opens"] = ["staff-support"]
    step_in(data, "remove")["next"] = "more-0"
    data["steps"][-3:-3] = more
    chart = flow.load(data)
    assert flow.check(chart) == []
    plan = layout(chart)
    _check_boxes(plan)
    assert [box.code for box in plan.duties].count("staff-support") == 3
    ids = [item.get("id") for item in ET.fromstring(bpmn.export(chart)).iter() if item.get("id")]
    assert len(ids) == len(set(ids))


def test_words_about_duties_are_left_out_where_there_are_none() -> None:
    data = data_of("worry-under-21")
    data["duties"] = []
    chart = flow.load(data)
    assert layout(chart).beside is None
    assert "Vid sidan av vägen" not in draw(chart)
    _check_boxes(layout(chart))


@given(st.text(alphabet="aåW i.…–Mq ", max_size=60), st.floats(40, 200), st.integers(1, 3))
def test_a_text_breaks_into_lines_that_fit(text: str, room: float, lines: int) -> None:
    found = wrap(text, room, lines)
    assert len(found) <= lines
    assert all(width(line) <= room + 0.1 for line in found)


def test_the_narrowest_room_holds_the_text() -> None:
    room = narrowest("Läs och välj väg", 2)
    assert " ".join(wrap("Läs och välj väg", room, 2)) == "Läs och välj väg"
    assert narrowest("", 2) == 0.0


@both
@every
def test_the_flag_hides_no_label(code: str, language: str) -> None:
    chart = shipped.charts()[code]
    labels = [letters for wire in layout(chart, language).wires for letters in wire.label]
    seen: set[str] = set()
    for answers in flow.paths(chart):
        for stop in range(len(answers) + 1):
            position = flow.advance(chart, answers[:stop])
            here = position.step.code if position.step else f"{position.end} {answers[-1]}"
            if here in seen:
                continue
            seen.add(here)
            flag = next(g for g in ET.fromstring(draw(chart, position, language)).iter(f"{SVG}g") if _is_flag(g))
            rect = flag.find(f"{SVG}rect")
            assert rect is not None
            x, y, wide, high = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            assert x >= 0 and y >= 0 and x + wide <= 1120
            for letters in labels:
                assert not Area(x, y, x + wide, y + high).meets(_ground(letters)), (here, letters)


def _is_flag(group: ET.Element) -> bool:
    return group.get("class") == "here-flag"
