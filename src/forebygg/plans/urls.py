"""Addresses of plans: the desk's under /arbete/plan, the open ones under /arbetet."""

from django.urls import path

from forebygg.plans.views import data, desk, following, opened, stewarding, uploads, writing

app_name = "plans"
urlpatterns = [
    path("arbetet", opened.plans, name="open"),
    path("arbetet/flode.atom", data.feed, name="feed"),
    path("arbetet/katalog.rdf", data.catalogued, name="catalogue"),
    path("arbetet/<slug:slug>", opened.plan, name="open_plan"),
    path("arbetet/<slug:slug>/plan.json", data.as_json, name="as_json"),
    path("arbetet/<slug:slug>/atgarder.csv", data.as_csv, name="as_csv"),
    path("arbetet/<slug:slug>/del", opened.part, name="part"),
    path("arbetet/<slug:slug>/atgard/<slug:code>", opened.measure, name="open_measure"),
    path("arbetet/<slug:slug>/skillnad", opened.differences, name="open_differences"),
    path("arbetet/<slug:slug>/uppfoljning/<int:year>", opened.follow_up, name="open_follow_up"),
    path("arbetet/<slug:slug>/uppfoljning/<int:year>/rapport.pdf", opened.report, name="open_report"),
    path("arbete/plan/", desk.plans, name="list"),
    path("arbete/plan/las-in", uploads.upload, name="upload"),
    path("arbete/plan/las-in/<uuid:uid>", uploads.confirm, name="confirm"),
    path("arbete/plan/las-in/<uuid:uid>/fil", uploads.file, name="file"),
    path("arbete/plan/ny", writing.begin, name="begin"),
    path("arbete/plan/<uuid:uid>", desk.plan, name="plan"),
    path("arbete/plan/<uuid:uid>/skillnad", desk.differences, name="differences"),
    path("arbete/plan/<uuid:uid>/saknas", desk.gaps, name="gaps"),
    path("arbete/plan/rapportmall", stewarding.template, name="template"),
    path("arbete/plan/<uuid:uid>/om", stewarding.about, name="about"),
    path("arbete/plan/<uuid:uid>/forvaltarskap", stewarding.points, name="points"),
    path("arbete/plan/<uuid:uid>/uppfoljning", following.follow_ups, name="follow_ups"),
    path("arbete/plan/<uuid:uid>/uppfoljning/<int:year>", following.follow_up, name="follow_up"),
    path("arbete/plan/<uuid:uid>/uppfoljning/<int:year>/las-in", following.read_table, name="read_table"),
    path("arbete/plan/<uuid:uid>/uppfoljning/<int:year>/rapport.<slug:kind>", following.report, name="report"),
    path("arbete/plan/<uuid:uid>/uppfoljning/<int:year>/<slug:code>", following.asked, name="asked"),
    path("arbete/plan/<uuid:uid>/beslut", desk.decision, name="decision"),
    path("arbete/plan/<uuid:uid>/atgard/<slug:code>", desk.measure, name="measure"),
    path("arbete/plan/<uuid:uid>/utkast", writing.draft, name="draft"),
    path("arbete/plan/<uuid:uid>/utkast/<slug:part>", writing.entry, name="new_entry"),
    path("arbete/plan/<uuid:uid>/utkast/<slug:part>/<slug:code>", writing.entry, name="entry"),
]
