from django.db import migrations

from portal.lib.immutable import never_changes


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [never_changes("journal_event", except_columns=("routed_at",))]
