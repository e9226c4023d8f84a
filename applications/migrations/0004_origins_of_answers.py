from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_files_are_checked")]

    operations = [
        migrations.AddField(model_name="filingsection", name="origins", field=models.JSONField(default=dict)),
    ]
