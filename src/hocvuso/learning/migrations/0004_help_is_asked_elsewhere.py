from django.db import migrations


class Migration(migrations.Migration):
    """The wish for a person is a request for help; `assistant.0006` has taken the old ones over before this runs."""

    dependencies = [("learning", "0003_band_log")]

    operations = [migrations.RemoveField(model_name="stuck", name="asked_for_person")]
