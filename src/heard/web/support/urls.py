"""The addresses of support: supervision, training, legal advice, risks, duties."""

from django.urls import path

from heard.web.support import advice, duties, risks, supervision, training

app_name = "support"
urlpatterns = [
    path("supervision/", supervision.show, name="supervision"),
    path("supervision/plan/", supervision.plan, name="plan"),
    path("supervision/settings/", supervision.settings, name="settings"),
    path("supervision/<int:session_id>/", supervision.session, name="session"),
    path("supervision/<int:session_id>/record/", supervision.record, name="record"),
    path("supervision/<int:session_id>/cancel/", supervision.cancel, name="cancel"),
    path("supervision/<int:session_id>/agree/", supervision.agree, name="agree"),
    path("supervision/agreed/<int:action_id>/done/", supervision.done, name="done"),
    path("training/", training.show, name="training"),
    path("training/list.<str:form>", training.export, name="training_export"),
    path("training/add/", training.add, name="add_course"),
    path("training/<int:course_id>/", training.course, name="course"),
    path("training/<int:course_id>/change/", training.change, name="change_course"),
    path("training/<int:course_id>/add-date/", training.add_date, name="add_date"),
    path("training/dates/<int:date_id>/", training.register, name="register"),
    path("advice/", advice.show, name="advice"),
    path("advice/ask/", advice.ask, name="ask"),
    path("advice/<int:request_id>/", advice.request_page, name="request"),
    path("advice/<int:request_id>/adviser/", advice.adviser, name="adviser"),
    path("advice/<int:request_id>/answer/", advice.answer, name="answer"),
    path("advice/<int:request_id>/withdraw/", advice.withdraw, name="withdraw"),
    path("risks/", risks.show, name="risks"),
    path("risks/list.<str:form>", risks.export, name="risks_export"),
    path("risks/raise/", risks.raise_, name="raise"),
    path("risks/<int:risk_id>/", risks.risk, name="risk"),
    path("risks/<int:risk_id>/add/", risks.add, name="add_step"),
    path("duties/", duties.show, name="duties"),
    path("duties/list.<str:form>", duties.export, name="duties_export"),
    path("duties/<int:item>/", duties.duty, name="duty"),
    path("duties/<int:item>/assess/", duties.assess, name="assess"),
    path("duties/<int:item>/evidence/", duties.evidence, name="evidence"),
]
