"""An index by which an association finds its own jobs among those of the installation."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX kernel_jobs_of_association ON procrastinate_jobs ((args->>'association_id'), id)",
            "DROP INDEX kernel_jobs_of_association",
        )
    ]
