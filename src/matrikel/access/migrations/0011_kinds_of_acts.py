"""An act about second steps is not one of these: the authentication room has its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0010_life_of_a_term"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pendingact",
            name="kind",
            field=models.CharField(
                choices=[("INVITE", "Invite"), ("ROLE", "Role")], db_collation="C", max_length=8
            ),
        ),
    ]
