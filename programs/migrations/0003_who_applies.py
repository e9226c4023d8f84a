from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_reference_lists")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="for_people",
            field=models.BooleanField(default=True, verbose_name="people apply for themselves"),
        ),
        migrations.AddField(
            model_name="call",
            name="for_organizations",
            field=models.BooleanField(default=False, verbose_name="organizations apply"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=Q(("for_people", True), ("for_organizations", True), _connector="OR"),
                name="call_admits_an_applicant",
            ),
        ),
    ]
