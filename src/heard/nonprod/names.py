"""The names that invented people may bear. No family name here is anybody's: each is put together for Heard."""

ENGLISH_GIRLS = (
    "Wren", "Isla", "Pip", "Juno", "Dot", "Marnie", "Hazel", "Ottilie", "Clementine", "Mabel", "Tansy", "Zoë",
    "Beatrix", "Fern", "Maisie", "Chloë", "Rosalind", "Winnie", "Edie", "Skye",
)  # fmt: skip
ENGLISH_BOYS = (
    "Teo", "Bryn", "Rafi", "Otis", "Ivo", "Jasper", "Barnaby", "Linus", "Rufus", "Caspian", "Kit", "Alfie", "Noël",
    "Monty", "Ezra", "Felix", "Tobias", "Jude", "Ned", "Huxley",
)  # fmt: skip
WELSH_GIRLS = (
    "Nia", "Lowri", "Mared", "Efa", "Cadi", "Siân", "Lleucu", "Gwenllian", "Mali", "Tegwen", "Non", "Eira", "Heledd",
    "Siwan",
)  # fmt: skip
WELSH_BOYS = (
    "Gethin", "Siôn", "Gruff", "Macsen", "Iolo", "Tomos", "Ynyr", "Guto", "Llŷr", "Osian", "Elis", "Rhodri", "Morgan",
    "Dyfan",
)  # fmt: skip
OTHER_GIRLS = ("Łucja", "Amélie", "Ayşe", "Inês", "Simran", "Adaeze", "Zofia", "Leila", "Ngozi", "Mirela")
OTHER_BOYS = ("Mateusz", "Tomáš", "Oğuz", "João", "Arjan", "Chidi", "Yusuf", "Mihai", "Kwabena", "Søren")
ARRIVED_GIRLS = ("Selam", "Hiwot")
ARRIVED_BOYS = ("Amanuel", "Dawit", "Rebin", "Zarif", "Minh", "Hoshyar", "Idris", "Ermias")

ENGLISH_FAMILIES = (
    "Marblecroft", "Ashgrove", "Coppergate", "Pennywhistle", "Fernhollow", "Lanternby", "Thistlewick", "Saltmarsh",
    "Hazelbank", "Thornbury-Quill", "Summerlea", "Oxbowmere", "Larchwood", "Bramblecote", "Cloudesley-Fen",
    "Dapplemere", "Emberthwaite", "Foxglovedale", "Gossamerlea", "Harrowbeck", "Inkwellby", "Juniperstow",
    "Kestrelholt", "Lavenderwick", "Mosscandle", "Nettlefold-Ray", "Orchardsley", "Peppercombe", "Quillfeather",
    "Rookscandle", "Silverthimble", "Tidewhistle", "Umberfield", "Velvetmoor", "Willowthatch", "Yarrowgate",
    "Applecandle", "Birchlantern", "Cobblewick", "Driftmeadow", "Elderpool", "Finchwhistle", "Goldenrye",
    "Honeysett-Low", "Ivythimble", "Jackdawley", "Kitebrook", "Lilyharrow", "Meadowquill", "Northlantern",
    "Otterscombe", "Plumhollow", "Quincewater", "Ravensettle", "Starlingmere", "Teaselby", "Underlarch", "Vetchling",
    "Wickerbeck", "Yewcandle", "Acornstead", "Bellwetherby", "Curlewholm", "Duskwater", "Everwhistle", "Flintmallow",
    "Greengable-Tor", "Heronsettle", "Islemarrow", "Jasperfold", "Kindlewood", "Lowmeadowe", "Mapleshade",
    "Nightingwell", "Oatenfield", "Pebblestrand", "Quarrymoss", "Rushlantern", "Sorrelwick", "Tumbledale",
)  # fmt: skip
WELSH_FAMILIES = (
    "Tegfryn", "Nantserog", "Llwynaur", "Cwmhelyg", "Brynlleuad", "Pantyseren", "Rhosglas-Wyn", "Afonlas",
    "Coedmelyn", "Dôlwennol", "Eirianell", "Ffynnonwen", "Gwernarian", "Hafodlwys", "Llaingoch-Fych", "Maesenfys",
    "Nythrobin", "Ogoferyr", "Perthlwyd", "Ynysddu-Fach", "Tŷnrhedyn", "Waunsiriol", "Blaenhirddydd", "Celynfro",
)  # fmt: skip
OTHER_FAMILIES = (
    "Wierzbolas", "Brânzavale", "Okafield", "Çınarmoor", "Möwenhall", "Lindqvale", "Singhmere", "Żółtobrook",
    "Adaezewick", "Kowalbeck", "Vrånholm", "Nurmarsh",
)  # fmt: skip
ARRIVED_FAMILIES = (
    "Hadgumere", "Tesfabrook", "Kardowell", "Zarifell", "Linhmere", "Habtewood", "Gulanfield", "Nassermoor",
)  # fmt: skip

GIVEN_NAMES = frozenset(
    ENGLISH_GIRLS + ENGLISH_BOYS + WELSH_GIRLS + WELSH_BOYS + OTHER_GIRLS + OTHER_BOYS + ARRIVED_GIRLS + ARRIVED_BOYS
) | {"Orla", "Mina", "Baby"}  # fmt: skip
FAMILY_NAMES = frozenset(ENGLISH_FAMILIES + WELSH_FAMILIES + OTHER_FAMILIES + ARRIVED_FAMILIES)
