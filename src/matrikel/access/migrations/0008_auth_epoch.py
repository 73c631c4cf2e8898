"""What every session of an account is checked by, so that one step of it ends them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_rights_about_the_log")]
    operations = [
        migrations.AddField("account", "auth_epoch", models.PositiveIntegerField(default=0)),
    ]
