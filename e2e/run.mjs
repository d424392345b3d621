// The pages of the server and of a site in a real browser: `node run.mjs ADDRESS CHROMIUM SITE [FOLDER FOR PICTURES]`;
// SITE is a folder with the site in Hindi (hi) and English (en).
//
// Checks, on every kind of page, in Hindi and English, light and dark, 390 and 1280 wide: no axe violation, no sideways
// scroll at 320, targets of at least 24 px, no message on the console, one h1, no stray English on a Hindi page, no path
// of this machine. With scripts off: home -> story -> passage -> article line -> back, search with a filter, next page. The
// site is opened from the disk: one page of every kind, the same checks, and the same way of a reader.
// With scripts on: a page that is open says how much changed after an `add`, and moves nothing (SUTRADHAR_PROGRAM and
// SUTRADHAR_STORE name the program and the store).

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [base, executablePath, site, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const failures = [];
let checks = 0;

function check(good, what) {
  checks += 1;
  if (!good) failures.push(what);
}

const browser = await chromium.launch({ executablePath, args: FLAGS });
const json = async (path) => (await fetch(base + path)).json();

// The pages that are looked at: the biggest story, and one of every other kind.
const stories = (await json("/stories.json")).items;
const big = stories.reduce((a, b) => (b.articles > a.articles ? b : a));
const story = await json(`/stories/${big.id}.json`);
const article = story.articles[0].id;
const outlet = (await json("/outlets.json")).items[0].id;
const storyline = (await json("/storylines.json")).items[0].id;
const entity = (await json(`/articles/${article}.json`)).entities[0].id;
const copy = story.copies[0];
const word = encodeURIComponent(story.title.split(" ")[0]);
const pages = {
  home: "/",
  stories: "/stories",
  story: `/stories/${big.id}`,
  "story-claims": `/stories/${big.id}/claims`,
  "story-figures": `/stories/${big.id}/figures`,
  "story-word": `/stories/${big.id}/word`,
  "story-timeline": `/stories/${big.id}/timeline`,
  "story-copies": `/stories/${big.id}/copies`,
  "story-changes": `/stories/${big.id}/changes`,
  figures: "/figures",
  storylines: "/storylines",
  storyline: `/storylines/${storyline}`,
  claim: `/claims/${story.claims[0].id}`,
  article: `/articles/${article}`,
  copies: `/copies/${copy.from}/${copy.to}`,
  entity: `/entities/${encodeURIComponent(entity)}`,
  outlets: "/outlets",
  outlet: `/outlets/${outlet}`,
  search: `/search?q=${word}`,
  nothing: "/search?q=%E0%A4%85%E0%A4%9C%E0%A4%AC%E0%A4%97%E0%A4%9C%E0%A4%AC",
  changes: "/changes",
  feeds: "/feeds",
  method: "/method",
  about: "/about",
  missing: "/stories/e0",
};

async function open(options) {
  const context = await browser.newContext({ ...options, bypassCSP: false });
  const page = await context.newPage();
  page.messages = [];
  page.on("console", (m) => page.messages.push(m.text()));
  page.on("pageerror", (e) => page.messages.push(String(e)));
  return page;
}

// What axe finds. Its script is put in by the browser, past the policy of the page. It may ask for style sheets itself,
// which pages from the disk do not let it do.
async function violationsOf(client, preload = true) {
  await client.send("Runtime.evaluate", { expression: axe });
  const { result } = await client.send("Runtime.evaluate", {
    expression: `axe.run({ resultTypes: ["violations"], preload: ${preload} }).then((r) =>
      JSON.stringify(r.violations.map((v) => v.id + ": " + v.nodes[0].html.slice(0, 160))))`,
    awaitPromise: true,
  });
  return JSON.parse(result.value);
}

// Every kind of page, with axe.
for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    const page = await open({ colorScheme, viewport: { width, height: 900 } });
    const client = await page.context().newCDPSession(page);
    for (const [name, path] of Object.entries(pages)) {
      for (const ui of ["hi", "en"]) {
        const where = `${name} ${ui} ${colorScheme} ${width}`;
        await page.goto(`${base}${path}${path.includes("?") ? "&" : "?"}ui=${ui}`);
        check((await page.locator("h1").count()) === 1, `${where}: one h1`);
        const expected = name === "missing" ? 1 : 0;
        check(page.messages.length <= expected, `${where}: console: ${page.messages.join("; ")}`);
        page.messages.length = 0;
        if (pictures && ui === "hi" && ["home", "story", "claim", "article"].includes(name)) {
          await page.screenshot({ path: `${pictures}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        }
        const violations = await violationsOf(client);
        check(violations.length === 0, `${where}: axe: ${violations.join(" | ")}`);
      }
    }
    await page.context().close();
  }
}

// The first question of a reader of the samples: who says that 16 died, and who says 11? From the first page, without
// scripts, by clicks alone.
{
  const page = await open({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  let clicks = 0;
  const click = async (what) => {
    clicks += 1;
    await what.first().click();
  };
  await page.goto(`${base}/?ui=en`);
  await click(page.locator("header nav a", { hasText: "Numbers" }));
  await click(page.locator("nav.tabs a", { hasText: "killed" }));
  const rows = await page.locator("main tr").allInnerTexts();
  check(rows.some((r) => /\b11\b/.test(r)), `first question: no row with 11: ${rows.join(" / ")}`);
  check(rows.some((r) => /\b16\b/.test(r) && /Union/.test(r)), `first question: no row with 16: ${rows.join(" / ")}`);
  await click(page.locator("main td.num a", { hasText: "16" }));
  const line = await page.locator(":target").innerText();
  check(/\b16\b/.test(line), `first question: the line does not print it: ${line}`);
  console.log(`first question: answered after ${clicks - 1} clicks, its line after ${clicks}`);
  await page.context().close();
}

// Narrow, and targets.
{
  const page = await open({ viewport: { width: 320, height: 800 } });
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(base + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(wide <= 0, `${name}: ${wide} px too wide at 320`);
    // Links inside running text may be smaller (WCAG 2.5.8); buttons and what stands alone may not.
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, input, select, nav a, .c")]
        .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 100)])
        .filter(([r]) => r.width > 0 && (r.width < 24 || r.height < 24))
        .map(([r, html]) => `${Math.round(r.width)}x${Math.round(r.height)} ${html}`));
    check(small.length === 0, `${name}: targets under 24 px: ${small.slice(0, 3).join(" | ")}`);
    const stray = await page.evaluate(() => {
      // Words in Latin letters that stand in no content: content carries its language.
      const out = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const within = node.parentElement.closest("[lang]");
        if (within && within.tagName !== "HTML") continue;
        if (node.parentElement.closest("[dir=auto], code, bdi, title")) continue;
        for (const w of node.textContent.match(/[A-Za-z]{3,}/g) ?? []) out.push(w);
      }
      return out;
    });
    const known = ["JSON", "Markdown", "CSV", "CSL", "English", "http", "https", "md", "html"];
    const words = stray.filter((w) => !known.includes(w));
    check(words.length === 0, `${name}: stray English: ${words.slice(0, 6).join(", ")}`);
  }
  await page.context().close();
}

// The big story: height and size.
{
  const page = await open({ viewport: { width: 1280, height: 900 } });
  const response = await page.goto(base + pages.story);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  check(height <= 4000, `the big story is ${height} px high`);
  const size = (await response.body()).length;
  check(size <= 60_000, `the big story has ${size} bytes`);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  console.log(`big story: ${height} px high at 1280, ${size} bytes, ${nodes} elements`);
  await page.context().close();
}

// A reader without scripts.
{
  const page = await open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(base + "/");
  await page.click(`a[href*="/stories/${big.id}"]`);
  check(page.url().includes(big.id), "home leads to the story");
  const button = page.locator("button[popovertarget]").first();
  const id = await button.getAttribute("popovertarget");
  await button.click();
  const passage = page.locator(`[id="${id}"]`);
  check(await passage.isVisible(), "a citation opens without scripts");
  await passage.locator('a[href*="/articles/"]').first().click();
  check(page.url().includes("/articles/") && page.url().includes("#L"), "the passage leads to its line");
  await page.goBack();
  check(page.url().includes(big.id), "and back");
  await page.goto(base + "/");
  await page.fill('input[name="q"]', story.title.split(" ")[0]);
  await page.locator('form[role="search"] button, form[action*="search"] button').first().click();
  check(page.url().includes("/search?") && (await page.locator(`a[href*="${big.id}"]`).count()) > 0, "search finds it");
  await page.goto(`${base}/?ui=en`);
  check((await page.getAttribute("html", "lang")) === "en", "English on request");
  const carried = await page.locator('a[href*="/stories/"]').first().getAttribute("href");
  check(carried.includes("ui=en"), "the language goes along");
  await page.context().close();
}

// The site, from the disk.
{
  const files = readdirSync(`${site}/hi`, { recursive: true }).map(String).filter((f) => f.endsWith(".html")).sort();
  // One page of every kind, told by its folder and what its name says beside the id; of stories the biggest.
  const kinds = new Map();
  for (const file of files) {
    const name = file.split("/").pop();
    const kind = file.includes("/") ? `${file.split("/")[0]} ${name.split(".").slice(1).join(".")}` : file;
    if (!kinds.has(kind) || file.includes(big.id)) kinds.set(kind, file);
  }
  check(kinds.size >= 18, `the site has ${kinds.size} kinds of pages`);
  const address = (ui, file) => pathToFileURL(`${site}/${ui}/${file}`).href;
  for (const [ui, colorScheme, width] of [["hi", "light", 320], ["en", "dark", 1280]]) {
    const page = await open({ colorScheme, viewport: { width, height: 900 } });
    const client = await page.context().newCDPSession(page);
    for (const [kind, file] of kinds) {
      const where = `site ${kind} ${ui} ${width}`;
      await page.goto(address(ui, file));
      check((await page.locator("h1").count()) === 1, `${where}: one h1`);
      check((await page.getAttribute("html", "lang")) === ui, `${where}: language`);
      check(page.messages.length === 0, `${where}: console: ${page.messages.join("; ")}`);
      page.messages.length = 0;
      const styled = await page.evaluate(() => getComputedStyle(document.body).margin === "0px");
      check(styled, `${where}: the style sheet is there`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(wide <= 0, `${where}: ${wide} px too wide`);
      const violations = await violationsOf(client, false);
      check(violations.length === 0, `${where}: axe: ${violations.join(" | ")}`);
    }
    await page.context().close();
  }
  const still = { reducedMotion: "reduce", javaScriptEnabled: false };
  const page = await open({ ...still, viewport: { width: 390, height: 844 } });
  await page.goto(address("hi", "index.html"));
  await page.click(`a[href*="story-${big.id}"]`);
  check(page.url().includes(big.id), "site: the first page leads to the story");
  const button = page.locator("button[popovertarget]").first();
  const id = await button.getAttribute("popovertarget");
  await button.click();
  const passage = page.locator(`[id="${id}"]`);
  check(await passage.isVisible(), "site: a citation opens without scripts");
  await passage.locator('a[href*="/article-"]').first().click();
  check(page.url().includes("/article-") && page.url().includes("#L"), "site: the passage leads to its line");
  check((await page.locator(page.url().slice(page.url().indexOf("#"))).count()) === 1, "site: the line is there");
  await page.goto(address("hi", files.find((f) => f.includes(big.id))));
  await page.locator("header nav a").nth(1).click();
  check(page.url().endsWith("/stories.html"), "site: the bar leads to all stories");
  await page.context().close();
}

// A page that is open while pages come in.
const { SUTRADHAR_PROGRAM: program, SUTRADHAR_STORE: store } = process.env;
if (program && store) {
  const page = await open({ viewport: { width: 390, height: 844 } });
  await page.goto(base + "/");
  const strip = page.locator("[data-live]");
  check(!(await strip.isVisible()), "the strip is not there before anything changed");
  await page.waitForTimeout(1500);
  const before = await page.locator("main .list > li").count();
  const file = `${store}-new.txt`;
  writeFileSync(file, "सूखागढ़ में मेला शुरू\n\nप्रकाशित: 3 अगस्त 2031\n\nसूखागढ़ । मेले में चार हजार लोग आए।\n");
  execFileSync(program, ["add", file, "--store", store, "--quiet"]);
  await strip.waitFor({ state: "visible", timeout: 15000 }).catch(() => {});
  check(await strip.isVisible(), "the strip says that something changed");
  check((await strip.innerText()).includes("ताज़ा करें"), "the strip says what to do");
  check((await page.locator("main .list > li").count()) === before, "nothing moved by itself");
  await strip.locator("a").click();
  await page.waitForLoadState();
  check((await page.locator("main").innerText()).includes("सूखागढ़"), "the new page shows what came");
  check(page.messages.length === 0, `live: console: ${page.messages.join("; ")}`);
  await page.context().close();
}

await browser.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`e2e: ${checks - failures.length} of ${checks} checks passed`);
process.exit(failures.length === 0 ? 0 : 1);
