"""Language and look are remembered by the browser, not by the account."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_associations_of_account")]
    operations = [
        migrations.RemoveField(model_name="account", name="language"),
        migrations.RemoveField(model_name="account", name="theme"),
    ]
