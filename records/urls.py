"""The public addresses, in the report's order of kinds. They are fixed: links from outside rely on them."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from records import views
from records.search_page import SearchView
from records.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("sections/", views.SectionListView.as_view(), name="section-list"),
    path("sections/<slug:slug>/", views.SectionDetailView.as_view(), name="section-detail"),
    path("courses/", views.TrainingCourseListView.as_view(), name="course-list"),
    path("courses/<slug:slug>/", views.TrainingCourseDetailView.as_view(), name="course-detail"),
    path("experts/", views.ExpertListView.as_view(), name="expert-list"),
    path("experts/<slug:slug>/", views.ExpertDetailView.as_view(), name="expert-detail"),
    path("projects/", views.CooperationProjectListView.as_view(), name="project-list"),
    path("projects/<slug:slug>/", views.CooperationProjectDetailView.as_view(), name="project-detail"),
    path("missions/", views.MissionListView.as_view(), name="mission-list"),
    path("missions/<slug:slug>/", views.MissionDetailView.as_view(), name="mission-detail"),
    path("meetings/", views.MeetingListView.as_view(), name="meeting-list"),
    path("meetings/<slug:slug>/", views.MeetingDetailView.as_view(), name="meeting-detail"),
    path("memberships/", views.MembershipListView.as_view(), name="membership-list"),
    path("memberships/<slug:slug>/", views.MembershipDetailView.as_view(), name="membership-detail"),
    path("treaties/", views.TreatyListView.as_view(), name="treaty-list"),
    path("treaties/<slug:slug>/", views.TreatyDetailView.as_view(), name="treaty-detail"),
    path("statistics/", views.StatisticListView.as_view(), name="statistic-list"),
    path("statistics/<slug:slug>/", views.StatisticDetailView.as_view(), name="statistic-detail"),
    path("visits/", views.CourtesyVisitListView.as_view(), name="visit-list"),
    path("visits/<slug:slug>/", views.CourtesyVisitDetailView.as_view(), name="visit-detail"),
    path("timeline/", views.EventListView.as_view(), name="event-list"),
    path("timeline/<slug:slug>/", views.EventDetailView.as_view(), name="event-detail"),
    path("countries/", views.CountryListView.as_view(), name="country-list"),
    path("countries/<slug:slug>/", views.CountryDetailView.as_view(), name="country-detail"),
    path("topics/", views.TopicListView.as_view(), name="topic-list"),
    path("topics/<slug:slug>/", views.TopicDetailView.as_view(), name="topic-detail"),
    path("search/", SearchView.as_view(), name="search"),
    path("about/", views.AboutView.as_view(), name="about"),
    path("healthz/", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
