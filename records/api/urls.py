"""The addresses of the interface; they are fixed within version 1."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularJSONAPIView

from records.api.viewsets import VIEWSETS
from records.kinds import NAMES

app_name = "api"

urlpatterns: list[URLPattern] = [path("schema/", SpectacularJSONAPIView.as_view(), name="schema")]
for _viewset in VIEWSETS:
    _name = NAMES[_viewset.serializer_class.Meta.model]
    urlpatterns += [
        path(f"{_name}/", _viewset.as_view({"get": "list"}), name=f"{_name}-list"),
        path(f"{_name}/<str:slug>/", _viewset.as_view({"get": "retrieve"}), name=f"{_name}-detail"),
    ]
