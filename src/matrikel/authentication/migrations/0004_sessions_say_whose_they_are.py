"""Sessions from before do not say whether they are an officer's, and end; everybody signs in once more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("authentication", "0003_language_of_a_reset")]

    operations = [migrations.RunSQL("DELETE FROM authentication_session", migrations.RunSQL.noop)]
