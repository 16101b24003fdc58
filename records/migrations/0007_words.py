"""The index by which words are looked through without the numbers, which become as many as the records."""

from django.db import migrations, models

from records.models.search import IsNoNumber


class Migration(migrations.Migration):
    dependencies = [("records", "0006_of_countries")]

    operations = [
        migrations.AddIndex(
            "searchword",
            models.Index(
                fields=["length", "word", "stem", "documents"],
                condition=models.Q(IsNoNumber()),
                name="words_no_numbers",
            ),
        ),
    ]
