"""The public addresses, in the report's order of kinds. They are fixed: links from outside rely on them."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter

from records import change_log, dossiers, views
from records.chart_files import chart_file
from records.citing import FormatConverter, cited
from records.reconciliation.views import ReconciliationView
from records.search_page import SearchView
from records.sitemaps import SITEMAPS
from records.timeline import TimelineView

register_converter(FormatConverter, "format")

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("sections/", views.SectionListView.as_view(), name="section-list"),
    path("sections/<slug:slug>/", views.SectionDetailView.as_view(), name="section-detail"),
    path("sections/<slug:slug>.<format:form>", cited(views.SectionDetailView), name="section-citation"),
    path("courses/", views.TrainingCourseListView.as_view(), name="course-list"),
    path("courses/<slug:slug>/", views.TrainingCourseDetailView.as_view(), name="course-detail"),
    path("courses/<slug:slug>.<format:form>", cited(views.TrainingCourseDetailView), name="course-citation"),
    path("experts/", views.ExpertListView.as_view(), name="expert-list"),
    path("experts/<slug:slug>/", views.ExpertDetailView.as_view(), name="expert-detail"),
    path("experts/<slug:slug>.<format:form>", cited(views.ExpertDetailView), name="expert-citation"),
    path("projects/", views.CooperationProjectListView.as_view(), name="project-list"),
    path("projects/<slug:slug>/", views.CooperationProjectDetailView.as_view(), name="project-detail"),
    path("projects/<slug:slug>.<format:form>", cited(views.CooperationProjectDetailView), name="project-citation"),
    path("missions/", views.MissionListView.as_view(), name="mission-list"),
    path("missions/<slug:slug>/", views.MissionDetailView.as_view(), name="mission-detail"),
    path("missions/<slug:slug>.<format:form>", cited(views.MissionDetailView), name="mission-citation"),
    path("meetings/", views.MeetingListView.as_view(), name="meeting-list"),
    path("meetings/<slug:slug>/", views.MeetingDetailView.as_view(), name="meeting-detail"),
    path("meetings/<slug:slug>.<format:form>", cited(views.MeetingDetailView), name="meeting-citation"),
    path("memberships/", views.MembershipListView.as_view(), name="membership-list"),
    path("memberships/<slug:slug>/", views.MembershipDetailView.as_view(), name="membership-detail"),
    path("memberships/<slug:slug>.<format:form>", cited(views.MembershipDetailView), name="membership-citation"),
    path("treaties/", views.TreatyListView.as_view(), name="treaty-list"),
    path("treaties/<slug:slug>/", views.TreatyDetailView.as_view(), name="treaty-detail"),
    path("treaties/<slug:slug>.<format:form>", cited(views.TreatyDetailView), name="treaty-citation"),
    path("statistics/", views.StatisticListView.as_view(), name="statistic-list"),
    path("statistics/<slug:slug>/", views.StatisticDetailView.as_view(), name="statistic-detail"),
    path("statistics/<slug:slug>.<format:form>", cited(views.StatisticDetailView), name="statistic-citation"),
    path("visits/", views.CourtesyVisitListView.as_view(), name="visit-list"),
    path("visits/<slug:slug>/", views.CourtesyVisitDetailView.as_view(), name="visit-detail"),
    path("visits/<slug:slug>.<format:form>", cited(views.CourtesyVisitDetailView), name="visit-citation"),
    path("timeline/", TimelineView.as_view(), name="event-list"),
    path("timeline/<slug:slug>/", views.EventDetailView.as_view(), name="event-detail"),
    path("timeline/<slug:slug>.<format:form>", cited(views.EventDetailView), name="event-citation"),
    path("countries/", views.CountryListView.as_view(), name="country-list"),
    path("countries/<slug:slug>/", dossiers.CountryDetailView.as_view(), name="country-detail"),
    path("countries/<slug:slug>.<format:form>", cited(dossiers.CountryDetailView), name="country-citation"),
    path("topics/", views.TopicListView.as_view(), name="topic-list"),
    path("topics/<slug:slug>/", dossiers.TopicDetailView.as_view(), name="topic-detail"),
    path("topics/<slug:slug>.<format:form>", cited(dossiers.TopicDetailView), name="topic-citation"),
    path("charts/<slug:name>.svg", chart_file, {"form": "svg"}, name="chart-svg"),
    path("charts/<slug:name>.csv", chart_file, {"form": "csv"}, name="chart-csv"),
    path("reconciliation/", ReconciliationView.as_view(), name="reconciliation"),
    path("changes/", change_log.ChangeListView.as_view(), name="change-list"),
    path("changes/feed/", change_log.ChangeFeed(), name="change-feed"),
    path("search/", SearchView.as_view(), name="search"),
    path("about/", views.AboutView.as_view(), name="about"),
    path("healthz/", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
