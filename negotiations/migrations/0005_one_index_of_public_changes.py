"""What a changeset told to the public is found by the index of the rule that it tells things once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0004_feed_of_large_changesets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="publicchange",
            name="changeset",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                help_text="What made the change.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="negotiations.changeset",
            ),
        ),
    ]
