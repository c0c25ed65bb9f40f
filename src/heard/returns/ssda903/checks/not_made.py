"""Sections D and E: checks that need a table the return does not hold, named so that nobody thinks they were made."""

from heard.returns.ssda903.checks.table import NotMade

_POSTCODES = "Needs the postcode table, which is not loaded."
_OWN_AREA = "Needs the postcode table and the authority table, which are not loaded."
_OFSTED = "Needs Ofsted's list of providers, which is not loaded."
_OFSTED_PLACE = "Needs Ofsted's list of providers and the postcode table, which are not loaded."

NOT_MADE = (
    NotMade(code="218", title="No URN for a placement that has one", reason=_POSTCODES, first=2026),
    NotMade(code="392c", title="A postcode that does not exist", reason=_POSTCODES),
    NotMade(code="169", title="The placement's authority cannot be told", reason=_POSTCODES),
    NotMade(code="179", title="In or out of the area cannot be told", reason=_POSTCODES),
    NotMade(code="411", title="In the area, but in another authority", reason=_OWN_AREA),
    NotMade(code="420", title="A placement's authority on a short break", reason=_OWN_AREA),
    NotMade(code="454", title="More than 350 miles from home", reason=_POSTCODES, first=2026),
    NotMade(code="1015", title="Own provision in another authority", reason=_OWN_AREA),
    NotMade(code="241", title="Supported accommodation not where it is", reason=_OFSTED_PLACE, first=2026),
    NotMade(code="243", title="A URN outside England", reason=_POSTCODES, first=2026),
    NotMade(code="219", title="The URN's placement type differs", reason=_OFSTED),
    NotMade(code="221", title="The URN's postcode differs", reason=_OFSTED_PLACE),
    NotMade(code="224", title="The URN's provider differs", reason=_OFSTED),
    NotMade(code="227", title="Not registered when the placement began", reason=_OFSTED),
    NotMade(code="228", title="No longer registered when the placement ceased", reason=_OFSTED),
    NotMade(code="229", title="The URN's authority does not fit the provider", reason=_OFSTED_PLACE),
    NotMade(code="1008", title="A URN that Ofsted does not know", reason=_OFSTED),
    NotMade(code="452", title="The placement's authority differs from last year", reason=_POSTCODES),
    NotMade(code="453", title="The distance differs from last year", reason=_POSTCODES),
    NotMade(code="503G", title="The distance of the open episode differs", reason=_POSTCODES),
    NotMade(code="503H", title="The authority of the open episode differs", reason=_POSTCODES),
    NotMade(code="503J", title="In or out of the area differs for the open episode", reason=_POSTCODES),
    NotMade(
        code="H-PN-REASON",
        title="PN4 or PN7 without a reason",
        reason="The return has no place for the reason; it is asked for where the review is recorded.",
    ),
)
