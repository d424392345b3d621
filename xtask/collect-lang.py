#!/usr/bin/env python3
"""Fills a folder of texts for `cargo xtask train-lang`: collect-lang.py SHARED PACKAGES OUT

SHARED    the developers' shared folder: corpora/*.jsonl and gold/il-ner/*-train.txt are read, gold/langid never
PACKAGES  a folder into which these Debian packages were unpacked (apt-get download, dpkg-deb -x): mediawiki (interface texts in all
          languages), libreoffice-l10n-{as,hi,mr,ne}, firefox-esr-l10n-{hi-in,mr,ne-np,ur}
OUT       gets files TAG.SOURCE.txt, a sentence a line; word lists may be put beside them as TAG.words.txt (used: those of
          tesseract-ocr-{asm,ben,hin,mar,nep,san,snd,urd}, Apache-2.0, unpacked with combine_tessdata -u and dawg2wordlist)

Only counts of character sequences, mixed over all texts and quantised, end up in the model; no text is shipped.
"""
import collections, glob, json, os, random, re, sys
X,OUT,SH=sys.argv[2],sys.argv[3],sys.argv[1]
os.makedirs(OUT,exist_ok=True)
texts=collections.defaultdict(list)  # (tag,source)->lines
def clean(s):
    s=re.sub(r'<[^>]*>|\{\{[^}]*\}\}|\[\[[^\]|]*\|?|\]\]|\$\d|%[\d$]*[sdS@]|&[a-z]+;|\{\s*\$?[^}]*\}|[\[\]{}|]',' ',s)
    return re.sub(r'\s+',' ',s).strip()
def add(tag,src,s):
    s=clean(s)
    if len(s)>12: texts[tag,src].append(s)
# mediawiki
MW=['hi','mr','ne','bn','as','gu','sa','mai','bho','mag','sd','ur','en','ar','fa','ps','pnb','skr-arab','ks-arab','ug-arab','pl','de','fr','es','it','pt','nl','id','tr','hif-latn','sv','ro','cs','vi','tl','sw','ms']
for f in glob.glob(X+'/**/i18n/**/*.json',recursive=True):
    t=os.path.basename(f)[:-5]
    if t in MW:
        try:d=json.load(open(f))
        except Exception:continue
        def walk(v):
            if isinstance(v,str):add(t,'mw',v)
            elif isinstance(v,dict):
                for k,w in v.items():
                    if k!='@metadata':walk(w)
            elif isinstance(v,list):
                for w in v:walk(w)
        walk(d)
def sents(b):
    for p in re.split(r'\n+|(?<=[।!?॥])\s+|(?<=[.])\s+(?=\S)',b):
        p=p.strip()
        if p:yield p
for f,lang in [('ednil-hi','hi'),('naidunia-hi','hi'),('ryd1e-hi','hi'),('rss-in-2026-06-07',None),('rss-world-2023-07-08',None),('thehindu-en','en')]:
    for l in open(f'{SH}/corpora/{f}.jsonl'):
        d=json.loads(l)
        for p in sents((d['title'] or '')+'\n'+(d['body'] or '')):add(lang or d['lang'],'news',p)
for f,t in [('Hindi','hi'),('Odia','or'),('Telugu','te'),('Urdu','ur')]:
    cur=[]
    for l in open(f'{SH}/gold/il-ner/{f}-train.txt'):
        l=l.strip()
        if not l or l.startswith('#') or l.startswith('<'):
            if cur:add(t,'ner',' '.join(cur))
            cur=[]
        else:cur.append(re.split(r'\s+',l)[0])
    if cur:add(t,'ner',' '.join(cur))
# mo files
import gettext
for f in glob.glob(X+'/**/*.mo',recursive=True):
    m=re.search(r'/(?:locale|resource)/([a-zA-Z_]+)/LC_MESSAGES',f)
    if not m:continue
    t={'ne':'ne','mr':'mr','as':'as','hi':'hi'}.get(m.group(1).split('_')[0])
    if not t:continue
    try:c=gettext.GNUTranslations(open(f,'rb'))._catalog
    except Exception as e:continue
    for k,v in c.items():
        if isinstance(v,str):
            for p in v.split('\n'):add(t,'lo',p.replace('~','').replace('_',''))
# firefox xpi
import zipfile
for f in glob.glob(X+'/**/*.xpi',recursive=True):
    t=re.search(r'langpack-([a-z]+)',f).group(1)
    z=zipfile.ZipFile(f)
    for n in z.namelist():
        if n.endswith('.ftl'):
            for l in z.read(n).decode('utf8','replace').splitlines():
                m=re.match(r'\s*(?:[-\w.]+ =)?\s*(.+)',l)
                if m and not l.startswith('#'):add(t,'ff',m.group(1))
        elif n.endswith('.properties'):
            for l in z.read(n).decode('utf8','replace').splitlines():
                if '=' in l and not l.startswith('#'):add(t,'ff',l.split('=',1)[1])
for (t,s),v in sorted(texts.items()):
    v=list(dict.fromkeys(v))
    t=t.replace('hif-latn','hi-latn')
    with open(f'{OUT}/{t}.{s}.txt','w') as o:
        o.write('\n'.join(v)+'\n')
    print(t,s,len(v),sum(map(len,v)))

# Romanised Hindi as people type it: Hindi lines spelt by chance.
C={'क':'k','ख':'kh','ग':'g','घ':'gh','ङ':'n','च':'ch','छ':'chh','ज':'j','झ':'jh','ञ':'n','ट':'t','ठ':'th','ड':'d','ढ':'dh','ण':'n','त':'t','थ':'th','द':'d','ध':'dh','न':'n','प':'p','फ':'f|ph','ब':'b','भ':'bh','म':'m','य':'y','र':'r','ल':'l','व':'v|w','श':'sh','ष':'sh','स':'s','ह':'h','क़':'q|k','ख़':'kh','ग़':'g|gh','ज़':'z|j','ड़':'d|r','ढ़':'dh|rh','फ़':'f','ळ':'l'}
V={'अ':'a','आ':'aa|a','इ':'i','ई':'ee|i','उ':'u','ऊ':'oo|u','ए':'e','ऐ':'ai','ओ':'o','औ':'au','ऑ':'o','ऋ':'ri'}
M={'ा':'aa|a|a','ि':'i','ी':'i|ee|i','ु':'u','ू':'u|oo','े':'e','ै':'ai|e','ो':'o','ौ':'au|o','ॉ':'o','ृ':'ri','ॅ':'e'}
SP={'है':['hai','hai','h','he'],'हैं':['hain','hai','hain'],'में':['mein','me','main','mai'],'नहीं':['nahi','nahin','nhi','nai'],'और':['aur','or'],'के':['ke'],'की':['ki'],'का':['ka'],'को':['ko'],'से':['se'],'ने':['ne'],'पर':['par','pe','pr'],'कि':['ki','k'],'यह':['yeh','ye','yah'],'वह':['woh','wo','vah'],'भी':['bhi','b'],'तो':['to','toh'],'हो':['ho'],'था':['tha'],'थी':['thi'],'थे':['the'],'गया':['gaya','gya'],'किया':['kiya','kia'],'लिए':['liye','lie'],'बाद':['baad'],'साथ':['saath','sath'],'कहा':['kaha'],'रहा':['raha','rha'],'रहे':['rahe'],'रही':['rahi'],'क्या':['kya'],'क्यों':['kyun','kyu','kyon'],'बहुत':['bahut','bohot','bhot'],'अब':['ab'],'जो':['jo'],'हम':['hum','ham'],'मैं':['main','mai'],'आप':['aap','ap'],'उन्होंने':['unhone','unhonne'],'एक':['ek'],'यहां':['yahan','yaha'],'कुछ':['kuch','kuchh']}
def tok(w):
    w=w.replace('़','')if 0 else w
    out=[];i=0
    while i<len(w):
        c=w[i]
        if i+1<len(w) and w[i+1]=='़':c+= '़';i+=1
        out.append(c);i+=1
    return out
def rom(w,r):
    if w in SP:return r.choice(SP[w])
    t=tok(w);syl=[]  # list of [cons, vowel]
    i=0
    while i<len(t):
        c=t[i];n=t[i+1] if i+1<len(t) else ''
        c2={'\u0958':'क़','\u0959':'ख़','\u095a':'ग़','\u095b':'ज़','\u095c':'ड़','\u095d':'ढ़','\u095e':'फ़'}.get(c,c)
        if c2 in C or c2[0] in C:
            k=r.choice(C.get(c2,C[c2[0]]).split('|'))
            if n=='्':syl.append([k,None]);i+=2;continue
            if n in M:syl.append([k,r.choice(M[n].split('|'))]);i+=2;continue
            syl.append([k,'A']);i+=1;continue
        if c in V:syl.append(['',r.choice(V[c].split('|'))])
        elif c in 'ंँ':syl.append([r.choice(['n','n','m']) if i+1<len(t) else r.choice(['n','n','']),None])
        elif c=='ः':syl.append(['h',None])
        elif c.isascii():syl.append([c,None])
        i+=1
    # schwa deletion
    n=len(syl)
    for j in range(n-1,-1,-1):
        if syl[j][1]=='A':
            if j==n-1 and n>1:syl[j][1]=None
            elif 0<j<n-1 and syl[j-1][1] is not None and syl[j+1][1] not in (None,) and not(syl[j+1][1]=='A' and j+1==n-1):syl[j][1]=None
            else:syl[j][1]='a'
    return ''.join(k+(v or '') for k,v in syl)
def line(s,r):
    return ' '.join(re.sub(r'[\u0900-\u0963\u0970-\u097f]+',lambda m:rom(m.group(0),r),w) for w in s.replace('।','.').split())

r=random.Random(7);ls=open(f'{OUT}/hi.news.txt').read().splitlines();r.shuffle(ls)
with open(f'{OUT}/hi-latn.rom.txt','w') as o:
    for s in ls[:14000]:o.write(line(s,r)+'\n')
