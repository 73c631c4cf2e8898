"""Keep what belongs to a person in one index less: no other table refers to it."""

from django.db import migrations

from matrikel.kernel.isolation import DropReferenceKey


class Migration(migrations.Migration):
    dependencies = [("people", "0011_source_run")]

    operations = [
        DropReferenceKey("ContactPoint"),
        DropReferenceKey("ExternalNumber"),
        DropReferenceKey("IdentityNumber"),
        DropReferenceKey("Lack"),
        DropReferenceKey("PersonTag"),
        # Numbers of a system are found by the index that holds each number once, which begins alike.
        migrations.RemoveIndex(model_name="externalnumber", name="people_external_system"),
    ]
