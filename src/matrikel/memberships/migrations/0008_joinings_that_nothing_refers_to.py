"""Keep joinings and memberships in one index less: no other table refers to them."""

from django.db import migrations

from matrikel.kernel.isolation import DropReferenceKey


class Migration(migrations.Migration):
    dependencies = [("memberships", "0007_scattered_overlaps")]

    operations = [
        DropReferenceKey("Joining"),
        DropReferenceKey("Membership"),
    ]
