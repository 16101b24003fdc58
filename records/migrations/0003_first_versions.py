"""Records that stood in the database before their history was kept get their first version, as they stand."""

from django.db import migrations
from django.utils import timezone

KINDS = """
    Section Country Topic TrainingCourse CooperationProject ExpertDispatch ExpertField DisasterReliefMission
    PeacekeepingMission Meeting Membership Treaty AssistanceYear AssistanceByRegion AssistanceByCountry CourtesyVisit
    PrintedFigure Event
""".split()


def keep_first_versions(apps, schema_editor):
    now = timezone.now()
    for name in KINDS:
        kind, history = apps.get_model("records", name), apps.get_model("records", f"Historical{name}")
        records = list(kind.objects.all())
        versions = history.objects.bulk_create(
            history(
                history_date=now,
                history_type="+",
                history_change_reason="As it stood when its history began.",
                **{field.attname: getattr(record, field.attname) for field in kind._meta.fields},
            )
            for record in records
        )
        version_of = {record.pk: version for record, version in zip(records, versions)}
        for field in kind._meta.many_to_many:
            through = field.remote_field.through
            kept = apps.get_model("records", f"Historical{name}_{field.name}")
            names = [column.attname for column in through._meta.fields]
            kept.objects.bulk_create(
                kept(
                    history=version_of[getattr(row, f"{name.lower()}_id")],
                    **{attname: getattr(row, attname) for attname in names},
                )
                for row in through.objects.all()
            )


class Migration(migrations.Migration):
    dependencies = [("records", "0002_history")]

    operations = [migrations.RunPython(keep_first_versions, migrations.RunPython.noop)]
