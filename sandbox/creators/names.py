"""What are the demo's creators called?

Invented people: given names from everywhere with family names from nowhere.
The two tuples differ in length by design, so their pairs do not repeat soon.
"""

GIVEN = (
    "Amara", "Bodil", "Cosmin", "Dilnoza", "Eleni", "Farid", "Gwenda", "Hinata", "Ifeoma", "Joaquim",
    "Kalani", "Ludmila", "Mateus", "Nilufar", "Oisin", "Priyanka", "Quirin", "Rosalba", "Siddharth", "Tamsin",
    "Umberto", "Vesna", "Wanjiru", "Ximena", "Yusuf", "Zofia", "Anouk", "Baraka", "Chidi", "Desta", "Emre",
    "Freya", "Goran", "Hyejin", "Isidora", "Jomo", "Kerttu", "Leilani", "Mirela", "Nkechi", "Orsolya",
    "Pavel", "Rukmini", "Saoirse", "Tevita", "Ursula", "Viktor", "Wiremu", "Yara", "Zainab", "Aroha", "Bilal",
    "Ciara", "Duarte", "Esi", "Fumiko", "Gideon", "Halina", "Imran", "Jelena", "Kofi", "Linnea", "Marisol",
    "Naoko",
)  # fmt: skip
FAMILY = (
    "Quillmoor", "Tarnbeck", "Ostrovane", "Bellwick", "Marazul", "Fennimore-Ash", "Kestrelby", "Dovanti",
    "Umbrasol", "Pellinor", "Wrenfield", "Zarkova-Lim", "Ondawa", "Thistleray", "Corvane", "Ijeoluwa-Stone",
    "Lumenar", "Skarholt", "Vandermoss", "Applethorn", "Brindlecote", "Sunderlake", "Nakatori", "Grevillo",
    "Harrowdene", "Mistrala", "Oakenshaw", "Palomir", "Rivenhall", "Silvercreek", "Tumbleweir", "Yarrowgate",
    "Zephyrin", "Alderquist", "Bramwise", "Castellune", "Dunmarrow",
)  # fmt: skip


def full_name(number: int) -> str:
    """Return the name of the creator with that *number*; the first 64 x 37 differ."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[(number * 5 + number // len(GIVEN)) % len(FAMILY)]}"
