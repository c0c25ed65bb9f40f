from django.db import migrations

from heard.common import rls


class Migration(migrations.Migration):
    """What allauth keeps of an account is seen by whoever may see the account."""

    dependencies = [
        ("accounts", "0002_row_level_security"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        rls.rows_of_people("account_emailaddress", person="user_id"),
        rls.rows_of_people("mfa_authenticator", person="user_id"),
    ]
