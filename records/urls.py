"""The public addresses, in the report's order of kinds. They are fixed: links from outside rely on them."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, register_converter

from records.citations.views import FormatConverter, cited
from records.corrections.views import ChangeFeed, ChangeListView, ChangeView
from records.reconciliation.views import FigureCitationView, FigureView, ReconciliationView
from records.search.views import SearchView
from records.views import dossiers, kinds, sections, site
from records.views.cards import card, carded, figure_card
from records.views.chart_files import chart_file, map_file
from records.views.sitemaps import SITEMAPS
from records.views.timeline import TimelineView

register_converter(FormatConverter, "format")

urlpatterns = [
    path("", site.HomeView.as_view(), name="home"),
    path("sections/", sections.SectionListView.as_view(), name="section-list"),
    path("sections/<slug:slug>/", sections.SectionDetailView.as_view(), name="section-detail"),
    path("sections/<slug:slug>.<format:form>", cited(sections.SectionDetailView), name="section-citation"),
    path("experts/", kinds.ExpertListView.as_view(), name="expert-list"),
    path("experts/<slug:slug>/", kinds.ExpertDetailView.as_view(), name="expert-detail"),
    path("experts/<slug:slug>.<format:form>", cited(kinds.ExpertDetailView), name="expert-citation"),
    path("courses/", kinds.TrainingCourseListView.as_view(), name="course-list"),
    path("courses/<slug:slug>/", kinds.TrainingCourseDetailView.as_view(), name="course-detail"),
    path("courses/<slug:slug>.<format:form>", cited(kinds.TrainingCourseDetailView), name="course-citation"),
    path("projects/", kinds.CooperationProjectListView.as_view(), name="project-list"),
    path("projects/<slug:slug>/", kinds.CooperationProjectDetailView.as_view(), name="project-detail"),
    path("projects/<slug:slug>.<format:form>", cited(kinds.CooperationProjectDetailView), name="project-citation"),
    path("missions/", kinds.MissionListView.as_view(), name="mission-list"),
    path("missions/<slug:slug>/", kinds.MissionDetailView.as_view(), name="mission-detail"),
    path("missions/<slug:slug>.<format:form>", cited(kinds.MissionDetailView), name="mission-citation"),
    path("memberships/", kinds.MembershipListView.as_view(), name="membership-list"),
    path("memberships/<slug:slug>/", kinds.MembershipDetailView.as_view(), name="membership-detail"),
    path("memberships/<slug:slug>.<format:form>", cited(kinds.MembershipDetailView), name="membership-citation"),
    path("meetings/", kinds.MeetingListView.as_view(), name="meeting-list"),
    path("meetings/<slug:slug>/", kinds.MeetingDetailView.as_view(), name="meeting-detail"),
    path("meetings/<slug:slug>.<format:form>", cited(kinds.MeetingDetailView), name="meeting-citation"),
    path("treaties/", kinds.TreatyListView.as_view(), name="treaty-list"),
    path("treaties/<slug:slug>/", kinds.TreatyDetailView.as_view(), name="treaty-detail"),
    path("treaties/<slug:slug>.<format:form>", cited(kinds.TreatyDetailView), name="treaty-citation"),
    path("statistics/", kinds.StatisticListView.as_view(), name="statistic-list"),
    path("statistics/<slug:slug>/", kinds.StatisticDetailView.as_view(), name="statistic-detail"),
    path("statistics/<slug:slug>.<format:form>", cited(kinds.StatisticDetailView), name="statistic-citation"),
    path("visits/", kinds.CourtesyVisitListView.as_view(), name="visit-list"),
    path("visits/<slug:slug>/", kinds.CourtesyVisitDetailView.as_view(), name="visit-detail"),
    path("visits/<slug:slug>.<format:form>", cited(kinds.CourtesyVisitDetailView), name="visit-citation"),
    path("timeline/", TimelineView.as_view(), name="event-list"),
    path("timeline/<slug:slug>/", kinds.EventDetailView.as_view(), name="event-detail"),
    path("timeline/<slug:slug>.<format:form>", cited(kinds.EventDetailView), name="event-citation"),
    path("countries/", kinds.CountryListView.as_view(), name="country-list"),
    path("countries/<slug:slug>/", dossiers.CountryDetailView.as_view(), name="country-detail"),
    path("countries/<slug:slug>.<format:form>", cited(dossiers.CountryDetailView), name="country-citation"),
    path("topics/", kinds.TopicListView.as_view(), name="topic-list"),
    path("topics/<slug:slug>/", dossiers.TopicDetailView.as_view(), name="topic-detail"),
    path("topics/<slug:slug>.<format:form>", cited(dossiers.TopicDetailView), name="topic-citation"),
    path("charts/world-map.svg", map_file, {"form": "svg"}, name="map-svg"),
    path("charts/world-map.png", map_file, {"form": "png"}, name="map-png"),
    path("charts/<slug:name>.svg", chart_file, {"form": "svg"}, name="chart-svg"),
    path("charts/<slug:name>.png", chart_file, {"form": "png"}, name="chart-png"),
    path("charts/<slug:name>.csv", chart_file, {"form": "csv"}, name="chart-csv"),
    path("cards/<slug:name>.png", card, name="card-page"),
    path("cards/sections/<slug:slug>.png", carded(sections.SectionDetailView), name="section-card"),
    path("cards/experts/<slug:slug>.png", carded(kinds.ExpertDetailView), name="expert-card"),
    path("cards/courses/<slug:slug>.png", carded(kinds.TrainingCourseDetailView), name="course-card"),
    path("cards/projects/<slug:slug>.png", carded(kinds.CooperationProjectDetailView), name="project-card"),
    path("cards/missions/<slug:slug>.png", carded(kinds.MissionDetailView), name="mission-card"),
    path("cards/memberships/<slug:slug>.png", carded(kinds.MembershipDetailView), name="membership-card"),
    path("cards/meetings/<slug:slug>.png", carded(kinds.MeetingDetailView), name="meeting-card"),
    path("cards/treaties/<slug:slug>.png", carded(kinds.TreatyDetailView), name="treaty-card"),
    path("cards/statistics/<slug:slug>.png", carded(kinds.StatisticDetailView), name="statistic-card"),
    path("cards/visits/<slug:slug>.png", carded(kinds.CourtesyVisitDetailView), name="visit-card"),
    path("cards/timeline/<slug:slug>.png", carded(kinds.EventDetailView), name="event-card"),
    path("cards/countries/<slug:slug>.png", carded(dossiers.CountryDetailView), name="country-card"),
    path("cards/topics/<slug:slug>.png", carded(dossiers.TopicDetailView), name="topic-card"),
    path("cards/reconciliation/<slug:slug>.png", figure_card, name="figure-card"),
    path("api/v1/", include("records.api.urls")),
    path("reconciliation/", ReconciliationView.as_view(), name="reconciliation"),
    path("reconciliation/<slug:slug>/", FigureView.as_view(), name="figure-detail"),
    path("reconciliation/<slug:slug>.<format:form>", FigureCitationView.as_view(), name="figure-citation"),
    path("changes/", ChangeListView.as_view(), name="change-list"),
    path("changes/feed/", ChangeFeed(), name="change-feed"),
    path("changes/<int:pk>/", ChangeView.as_view(), name="change"),
    path("search/", SearchView.as_view(), name="search"),
    path("about/", site.AboutView.as_view(), name="about"),
    path("healthz/", site.healthz, name="healthz"),
    path("robots.txt", site.robots, name="robots"),
    path("opensearch.xml", site.opensearch, name="opensearch"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
