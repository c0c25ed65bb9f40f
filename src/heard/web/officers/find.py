"""Finding a child and a person by what somebody typed, among those whom they may see."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import User
from heard.children.models import Child
from heard.children.queries import search, visible_to

MOST_NAMED = 5


def child_in(form: forms.Form, field: str, *, viewer: User) -> Child | None:
    """This will give the one child of the field; where there is none or more than one, the field says so."""
    if not form.is_valid():
        return None
    typed = form.cleaned_data[field].strip()
    everybody = visible_to(viewer)
    exact = everybody.filter(local_id__iexact=typed).first()
    if exact is not None:
        return exact
    found = list(search(typed, within=everybody).order_by("sort_key", "pk")[: MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        form.add_error(field, _("No child has that local id or name. Look at the list of children"))
    elif len(found) > MOST_NAMED:
        form.add_error(field, _("Many children are called so. Enter the local id"))
    else:
        names = ", ".join(f"{child.shown_name} ({child.local_id})" for child in found)
        told = {"n": len(found), "names": names}
        form.add_error(
            field,
            ngettext(
                "%(n)d child is called so: %(names)s. Enter the local id",
                "%(n)d children are called so: %(names)s. Enter the local id",
                len(found),
            )
            % told,
        )
    return None
