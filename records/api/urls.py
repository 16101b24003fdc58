"""The addresses of the interface; they are fixed within version 1."""

from django.urls import URLPattern, path, re_path

from records.api.described import SchemaView
from records.api.dossiers import DossierViewSet
from records.api.root import VIEWSETS, NowhereView, RootView
from records.api.timeline import TimelineViewSet

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("", RootView.as_view(), name="root"),
    path("schema/", SchemaView.as_view(), name="schema"),
]
for _viewset in VIEWSETS:
    _name, _key = _viewset.public_name, _viewset.lookup_field
    urlpatterns += [
        path(f"{_name}/", _viewset.as_view({"get": "list"}), name=f"{_name}-list"),
        path(f"{_name}/<str:{_key}>/", _viewset.as_view({"get": "retrieve"}), name=f"{_name}-detail"),
    ]
urlpatterns.append(path("timeline/", TimelineViewSet.as_view({"get": "list"}), name="timeline-list"))
urlpatterns.append(path("dossiers/", DossierViewSet.as_view({"get": "list"}), name="dossiers-list"))
# Whatever else stands below the interface's address.
urlpatterns.append(re_path("", NowhereView.as_view()))
