"""The index by which very many rows are read country by country, in the report's order, with their first days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_newest_first")]

    operations = [
        migrations.AddIndex(
            kind, models.Index(fields=["country", "position", "id", "earliest"], name=f"{kind}_by_country")
        )
        for kind in ("courtesyvisit", "meeting")
    ]
