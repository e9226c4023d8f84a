from django.db import models


class Thing(models.Model):
    title = models.CharField(max_length=100)
    answers = models.JSONField(default=dict)

    class Meta:
        app_label = "floor"

    def __str__(self):
        return self.title
