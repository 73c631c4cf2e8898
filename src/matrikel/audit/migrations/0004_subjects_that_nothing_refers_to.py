"""Keep the subjects of entries in one index less: no other table refers to them."""

from django.db import migrations

from matrikel.kernel.isolation import DropReferenceKey


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_rare_pairs")]

    operations = [
        DropReferenceKey("Subject"),
    ]
