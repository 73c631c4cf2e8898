"""Membership types have an order, a name per language, and a version."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("memberships", "0002_by_start")]

    operations = [
        migrations.AddField("membershiptype", "names", models.JSONField(default=dict)),
        migrations.AddField("membershiptype", "position", models.PositiveSmallIntegerField(default=1000)),
        migrations.AddField("membershiptype", "version", models.PositiveIntegerField(default=1)),
    ]
