"""What is said in Welsh at the invented reviews. Plain words for plainly invented children."""

from heard.nonprod.review_words import ReviewWords

WELSH = ReviewWords(
    times=("Ar ôl ysgol, nid ar ddiwrnod y côr", "Yn y bore yn ystod y gwyliau", "Pan nad oes nofio"),
    places=("Gartref", "Yn y caffi gyda’r drws glas", "Yn yr ysgol, yn yr ystafell dawel", "Y tu allan, os yw’n sych"),
    wanted=("Fy ngofalwr a fy chwaer fawr", "Yr eiriolwr", "Neb newydd", "Ewythr Ffredi"),
    helps=(
        ("Un llais ar y tro", "Egwyl ar ôl ugain munud"),
        ("Lluniau mawr", "Rhydd i adael unrhyw bryd"),
        ("Eistedd wrth y drws",),
        ("Dolen sain yn yr ystafell", "Cwestiynau wedi’u hanfon y diwrnod cynt"),
    ),
    shared=(
        "Eisiau gweld y brawd yn amlach na phob yn ail ddydd Sadwrn.",
        "Yn hoffi’r cartref ac eisiau aros hyd ddiwedd yr ysgol.",
        "Yn poeni pwy sy’n gofalu am y ci.",
    ),
    note="I mi fy hun yn unig: nodyn dychmygol o sgwrs ddychmygol.",
    wishes=(
        (
            "Dw i eisiau cysgu yn nhŷ fy mrawd weithiau.",
            "partly",
            "Ymweliadau dydd yn gyntaf; noson pan fydd y gofalwr wedi’i gymeradwyo.",
            "Mae dymuniad i aros dros nos; daw gwiriadau diogelwch yn gyntaf am nad yw’r tŷ’n hysbys eto.",
        ),
        ("Dw i eisiau canu yn y côr a pheidio â’i golli oherwydd cyfarfodydd.", "yes", "", ""),
        (
            "Dw i eisiau fy allwedd fy hun i’r drws.",
            "not_now",
            "Ar ôl dy ben-blwydd, pan fyddi di’n dod adref ar dy ben dy hun.",
            "",
        ),
        (
            "Dw i eisiau mynd yn ôl i fy hen ysgol.",
            "no",
            "Mae’n rhy bell oddi yma; caiff ffrindiau oddi yno ymweld.",
            "",
        ),
    ),
    decisions=(
        (
            "Asesu arosiadau dros nos gyda gofalwr y brawd",
            "Cei di gysgu yno pan fydd popeth wedi’i wirio.",
            "sw",
            30,
        ),
        ("Y deintydd: trefnu apwyntiad a’i gadw", "Byddi di’n gweld y deintydd.", "carer", 25),
        (
            "Help gyda mathemateg amser cinio, ddwywaith yr wythnos",
            "Cei di help gyda mathemateg amser cinio.",
            "school",
            40,
        ),
        ("Dechrau gwaith stori bywyd", "Bydd rhywun yn dy helpu i roi dy stori at ei gilydd.", "sw", 14),
        ("Anfon y cais am basbort", "Cei di basbort.", "tm", 10),
    ),
    sections=(
        (
            "home",
            "Mae’r cartref yn sefydlog. Mae’r gofalwyr yn gwybod beth sy’n helpu amser gwely a beth nad yw’n helpu.",
            "Dywedaist ti wrthym fod amser gwely’n well gyda’r golau ymlaen.",
        ),
        (
            "family",
            "Aeth yr amser gyda’r fam bob yn ail ddydd Sadwrn yn dda bedair gwaith o bump.",
            "Rwyt ti’n gweld dy fam bob yn ail ddydd Sadwrn. Unwaith ni ddigwyddodd. Nid dy fai di oedd hynny.",
        ),
        (
            "school",
            "Presenoldeb 96%. Mae’r darllen uwchlaw’r oedran; mae angen help gyda mathemateg, a gofynnwyd amdano amser"
            " cinio.",
            "Dywedodd dy athro wrthym dy fod ti’n darllen yn dda iawn.",
        ),
        (
            "health",
            "Mae’r asesiad iechyd yn gyfredol. Mae angen sbectol ddarllen.",
            "Cei di sbectol ddarllen.",
        ),
        (
            "plan",
            "Y cynllun yw maethu hirdymor gyda’r gofalwyr presennol.",
            "Y cynllun yw dy fod ti’n aros lle rwyt ti.",
        ),
    ),
    disagrees="Mae’r panel yn cwrdd ym mis Ionawr; ni ellir cadw’r diwrnod.",
    outcome="Gwnaed fel y penderfynwyd.",
    agenda_talk="Y penderfyniadau diwethaf yn gyntaf, yna amser teulu; y plentyn sy’n gosod y trydydd pwynt.",
    who_comes="Y plentyn, y fam am ran, y gofalwyr, yr ysgol yn ysgrifenedig.",
    risks="Dim yn hysbys.",
    contact="Ffoniwyd i glywed a oedd yr help amser cinio wedi dechrau. Y mae.",
    change="Mae’r gofalwyr yn symud i dref arall yn y gwanwyn; mae’r cynllun i aros gyda nhw yn newid yr ysgol a’r"
    " amser teulu.",
    change_wish="Eisiau aros gyda’r gofalwyr a gweld yr ysgol newydd yn gyntaf.",
    change_explained="Trafodwyd gyda map o’r ffordd i’r ysgol, a’r hyn sy’n aros yr un fath.",
    change_reason="Byddai’r cynllun yn newid mewn dwy ffordd, felly caiff ei ystyried cyn iddo ddigwydd.",
    early_words="I ffwrdd am un noson a daeth yn ôl yn ddianaf.",
    none_reason="Trafodwyd; nid oes dim yn newid yn y cynllun, ac mae ar yr agenda y tro nesaf.",
    adjourned_because="Nid yw asesiad gofalwr y brawd wedi’i orffen, ac mae’r penderfyniad yn dibynnu arno.",
    owners={"carer": "Y gofalwyr", "school": "Yr ysgol", "tm": "Rheolwr y tîm"},
)
